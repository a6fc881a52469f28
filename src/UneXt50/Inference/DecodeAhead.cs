using System.Collections.Concurrent;
using System.Diagnostics;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>
/// Reads, decodes and preprocesses a few inputs ahead of whoever takes them. Order is kept by a queue of tasks: the
/// oldest is waited for, the younger ones run meanwhile. Inputs are enumerated on a thread of their own, since a list
/// that comes through a pipe may keep its next name for hours.
/// </summary>
internal sealed class DecodeAhead : IDisposable
{
    private readonly UneXt50Model _model;
    private readonly BlockingCollection<Task<PreparedPhoto>> _queue;
    private readonly ConcurrentBag<float[]> _free = [];
    private readonly TaskFactory<PreparedPhoto> _decoders;
    private readonly CancellationTokenSource _stop;

    public DecodeAhead(
        UneXt50Model model, IEnumerable<Photo> inputs, int threads, int depth, CancellationToken cancellation)
    {
        _model = model;
        _queue = new BlockingCollection<Task<PreparedPhoto>>(depth);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var limited = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
        _decoders = new TaskFactory<PreparedPhoto>(limited);
        new Thread(() => Enumerate(inputs)) { IsBackground = true, Name = "inputs" }.Start();
    }

    /// <summary>The next input in order, prepared; null at the end or once cancelled.</summary>
    public PreparedPhoto? Next()
    {
        try
        {
            return _queue.TryTake(out var oldest, Timeout.Infinite, _stop.Token) ? oldest.GetAwaiter().GetResult() : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Gives planes back once they have been copied.</summary>
    public void Recycle(float[] planes) => _free.Add(planes);

    public void Dispose()
    {
        _stop.Cancel();
        // A decode that is under way still uses the model's tables: let it end.
        while (_queue.TryTake(out var task)) ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
    }

    private void Enumerate(IEnumerable<Photo> inputs)
    {
        try
        {
            foreach (var photo in inputs) _queue.Add(_decoders.StartNew(() => Prepare(photo)), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody takes any more.
        }
        catch (Exception failure)
        {
            _queue.Add(Task.FromException<PreparedPhoto>(failure));
        }

        _queue.CompleteAdding();
    }

    private PreparedPhoto Prepare(Photo photo)
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            using var image = _model.Decode(photo.Read());
            var decoded = Stopwatch.GetTimestamp();
            if (!_free.TryTake(out var planes)) planes = new float[_model.InputLength];
            _model.Preprocess(image, planes);
            var times = new StageTimes(
                Stopwatch.GetElapsedTime(start, decoded), Stopwatch.GetElapsedTime(decoded), TimeSpan.Zero);
            return new PreparedPhoto(photo.Name, planes, times, null);
        }
        catch (UneXt50Exception e)
        {
            return new PreparedPhoto(photo.Name, null, default, e);
        }
    }
}
