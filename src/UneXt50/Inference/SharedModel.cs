using System.Collections.Concurrent;
using System.Diagnostics;
using UneXt50.Heads;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>
/// One model for several callers at the same time; see <see cref="UneXt50Model.Share"/>. There is a thread for each
/// core that the model may use, and each takes a photo from bytes to answer. A photo that is alone gets all cores for
/// its network, so that one caller is answered as soon as can be, and many of them together.
/// </summary>
public sealed class SharedModel : IDisposable
{
    private readonly PhotoWalk _walk;
    private readonly PhotoPreparation _preparation;
    private readonly IReadOnlyList<HeadModel> _heads;
    private readonly BlockingCollection<Job> _waiting = [];
    private readonly Thread[] _threads;
    private readonly Lazy<INetworkBatch> _together;
    private int _underWay;

    internal SharedModel(PhotoWalk walk, IReadOnlyList<HeadModel> heads, int threads)
    {
        (_walk, _heads) = (walk, heads);
        _preparation = new PhotoPreparation(walk, CancellationToken.None);
        _together = new Lazy<INetworkBatch>(() => walk.Network.NewBatch(1));
        _threads = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            _threads[i] = new Thread(WorkOff) { IsBackground = true, Name = "shared model" };
            Threads.Begin(_threads[i]);
        }
    }

    /// <summary>Photos that are worked on at the same time.</summary>
    public int Lanes => _threads.Length;

    /// <summary>What becomes of a photo. Photos are taken in the order of the calls, from any thread.</summary>
    /// <param name="photo">The photo; what is wrong with it is in the outcome.</param>
    /// <param name="cancellation">Ends the run of the network in the middle, or the waiting for it.</param>
    /// <exception cref="UneXt50Exception">The model itself fails.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<Outcome> ClassifyAsync(Photo photo, CancellationToken cancellation)
    {
        var job = new Job(photo, cancellation);
        _waiting.Add(job, CancellationToken.None);
        return job.Answer.Task;
    }

    /// <summary>Waits for the photos that were given, and ends.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        if (_together.IsValueCreated) _together.Value.Dispose();
        _waiting.Dispose();
    }

    private void WorkOff()
    {
        var planes = new float[_walk.InputLength];
        INetworkBatch? alone = null;
        foreach (var job in _waiting.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref _underWay);
            try
            {
                job.Answer.SetResult(Look(job, planes, ref alone));
            }
            catch (OperationCanceledException)
            {
                job.Answer.SetCanceled(job.Cancellation);
            }
#pragma warning disable CA1031 // The caller gets it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                job.Answer.SetException(failure);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }

        alone?.Dispose();
    }

    private Outcome Look(Job job, float[] planes, ref INetworkBatch? alone)
    {
        job.Cancellation.ThrowIfCancellationRequested();
        try
        {
            var times = _preparation.Write(job.Photo, planes, job.Cancellation);
            // Whoever comes later finds this one under way, so the batch of all cores has one user at a time.
            var batch = Volatile.Read(ref _underWay) == 1
                ? _together.Value : alone ??= _walk.Network.NewBatch(1, threads: 1);
            planes.CopyTo(batch.Input[0]);
            var start = Stopwatch.GetTimestamp();
            batch.Run(1, job.Cancellation);
            times = times with { Inference = Stopwatch.GetElapsedTime(start) };
            var prediction = _walk.PredictionOf(batch, 0, times).With(_heads, job.Cancellation);
            return Outcomes.Of(job.Photo, prediction, null);
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Input)
        {
            return Outcomes.Of(job.Photo, null, error);
        }
    }

    private sealed record Job(Photo Photo, CancellationToken Cancellation)
    {
        // The threads here are for photos: what follows an answer runs elsewhere.
        public TaskCompletionSource<Outcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
