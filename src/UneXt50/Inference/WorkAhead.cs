using System.Collections.Concurrent;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>
/// Works on a few inputs ahead of whoever takes the results. Order is kept by a queue of tasks: the oldest is waited
/// for, the younger ones run meanwhile. Inputs are enumerated on a thread of their own, since a list that comes through
/// a pipe may keep its next name for hours. So is the work done: the runtime's pool brings a thread that watches it,
/// and ends the process where that one cannot be started.
/// </summary>
/// <typeparam name="T">What is made of an input.</typeparam>
internal sealed class WorkAhead<T> : IDisposable
    where T : class
{
    private readonly Func<Photo, T> _work;
    private readonly BlockingCollection<Task<T>> _queue;
    private readonly BlockingCollection<Task<T>> _waiting = []; // for a thread
    private readonly int _threads;
    private readonly CancellationTokenSource _stop;
    // Work that is under way, and one for this object itself.
    private readonly CountdownEvent _underWay = new(1);

    /// <param name="inputs">The inputs.</param>
    /// <param name="work">What is done with each, on several threads.</param>
    /// <param name="threads">How many of them.</param>
    /// <param name="depth">How many results may wait to be taken.</param>
    /// <param name="cancellation">Ends it.</param>
    public WorkAhead(
        IEnumerable<Photo> inputs, Func<Photo, T> work, int threads, int depth, CancellationToken cancellation)
    {
        (_work, _threads) = (work, threads);
        _queue = new BlockingCollection<Task<T>>(depth);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Start(() => Enumerate(inputs), "inputs");
    }

    /// <summary>What was made of the next input in order; null at the end or once cancelled.</summary>
    public T? Next()
    {
        try
        {
            return _queue.TryTake(out var oldest, Timeout.Infinite, _stop.Token)
                ? oldest.GetAwaiter().GetResult() : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Once this returns no work is done any more: whoever owns what it uses may give that up.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        // Waiting for the tasks in the queue would miss the one that found it full; the thread may wait for a name.
        _underWay.Signal();
        _underWay.Wait();
    }

    private T Work(Photo photo)
    {
        if (_stop.IsCancellationRequested || !_underWay.TryAddCount())
        {
            photo.Release(); // whoever makes the inputs may wait for that
            throw new OperationCanceledException();
        }

        try
        {
            return _work(photo);
        }
        finally
        {
            _underWay.Signal();
        }
    }

    private void Enumerate(IEnumerable<Photo> inputs)
    {
        try
        {
            var started = 0;
            foreach (var photo in inputs)
            {
                if (started < _threads)
                {
                    Start(WorkOff, "work ahead");
                    started++;
                }

                var task = new Task<T>(() => Work(photo));
                _waiting.Add(task);
                _queue.Add(task, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody takes any more.
        }
        catch (Exception failure)
        {
            _queue.Add(Task.FromException<T>(failure));
        }

        _queue.CompleteAdding();
        _waiting.CompleteAdding();
    }

    private void WorkOff()
    {
        try
        {
            while (_waiting.TryTake(out var task, Timeout.Infinite, _stop.Token)) task.RunSynchronously();
        }
        catch (OperationCanceledException)
        {
            // Somebody may be waiting for what was taken into the queue; it ends at once.
            while (_waiting.TryTake(out var left)) left.RunSynchronously();
        }
    }

    private static void Start(ThreadStart work, string name) =>
        Threads.Begin(new Thread(work) { IsBackground = true, Name = name });
}
