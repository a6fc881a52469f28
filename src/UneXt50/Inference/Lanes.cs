using System.Collections.Concurrent;
using System.Diagnostics;
using UneXt50.Heads;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>
/// Several photos at once, each on one thread from file to answer. Threads that share one photo's network wait for each
/// other after every layer; those that share nothing do not.
/// </summary>
internal sealed class Lanes(
    PhotoWalk walk, IReadOnlyList<HeadModel> heads, CancellationToken cancellation) : IDisposable
{
    private readonly PhotoPreparation _preparation = new(walk, cancellation);
    private readonly ConcurrentBag<INetworkBatch> _free = [];

    /// <summary>What becomes of one photo; called on as many threads as there are lanes.</summary>
    /// <exception cref="UneXt50Exception">The model itself fails.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Outcome Look(Photo photo)
    {
        if (!_free.TryTake(out var batch)) batch = walk.Network.NewBatch(1, threads: 1);
        try
        {
            var times = _preparation.Write(photo, batch.Input[0]);
            var start = Stopwatch.GetTimestamp();
            batch.Run(1, cancellation);
            times = times with { Inference = Stopwatch.GetElapsedTime(start) };
            var prediction = walk.PredictionOf(batch, 0, times).With(heads, cancellation);
            return Outcomes.Of(photo, prediction, null);
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Input)
        {
            return Outcomes.Of(photo, null, error);
        }
        finally
        {
            _free.Add(batch);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var batch in _free) batch.Dispose();
    }
}
