using System.Diagnostics;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>
/// Many inputs through one model. Decoding runs ahead of the network on other threads, by a bounded number of photos;
/// outcomes leave in the order of the inputs.
/// </summary>
internal sealed class Pipeline
{
    private readonly PhotoWalk _walk;
    private readonly PipelineOptions _options;

    /// <summary>Makes a pipeline; the network stays the caller's, and nobody else runs it meanwhile.</summary>
    public Pipeline(PhotoWalk walk, PipelineOptions options)
    {
        (_walk, _options) = (walk, options);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.DecodeThreads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Lanes, 1);
        if (_options is { Batch: > 1, Lanes: > 1 })
            throw new ArgumentException("photos are taken in batches or in lanes, not both", nameof(options));
    }

    /// <summary>
    /// The outcomes of <paramref name="inputs"/>, one each, in order.
    /// </summary>
    /// <param name="inputs">Enumerated on a thread of its own, a few ahead.</param>
    /// <param name="cancellation">Ends the walk between two runs; outcomes that are ready are not lost.</param>
    /// <exception cref="UneXt50Exception">
    /// The model itself fails; an input that fails is an outcome instead.
    /// </exception>
    public IEnumerable<Outcome> Run(IEnumerable<Photo> inputs, CancellationToken cancellation = default) =>
        _options.Lanes > 1 ? RunLanes(inputs, cancellation) : RunBatches(inputs, cancellation);

    private IEnumerable<Outcome> RunLanes(IEnumerable<Photo> inputs, CancellationToken cancellation)
    {
        using var lanes = new Lanes(_walk, _options.Heads, cancellation);
        using var ahead = new WorkAhead<Outcome>(
            inputs, lanes.Look, _options.Lanes, 2 * _options.Lanes, cancellation);
        while (!cancellation.IsCancellationRequested && ahead.Next() is { } outcome) yield return outcome;
    }

    private Prediction? Answered(Prediction prediction, CancellationToken cancellation)
    {
        try
        {
            return prediction.With(_options.Heads, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool TryRun(INetworkBatch batch, int count, CancellationToken cancellation)
    {
        try
        {
            batch.Run(count, cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private IEnumerable<Outcome> RunBatches(IEnumerable<Photo> inputs, CancellationToken cancellation)
    {
        using var batch = _walk.Network.NewBatch(_options.Batch);
        var preparation = new PhotoPreparation(_walk, cancellation);
        using var ahead = new WorkAhead<PreparedPhoto>(
            inputs, preparation.Of, _options.DecodeThreads, _options.DecodeThreads + _options.Batch, cancellation);
        var waiting = new List<PreparedPhoto>();
        var idleSince = Stopwatch.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            waiting.Clear();
            var count = 0;
            while (count < _options.Batch && ahead.Next() is { } prepared)
            {
                waiting.Add(prepared);
                if (prepared.Planes is not { } planes) continue;
                planes.CopyTo(batch.Input[count++]);
                preparation.Recycle(planes);
            }

            if (waiting.Count == 0) yield break;
            var (inference, rest) = (TimeSpan.Zero, TimeSpan.Zero);
            if (count > 0)
            {
                var start = Stopwatch.GetTimestamp();
                if (!TryRun(batch, count, cancellation)) yield break;
                rest = Stopwatch.GetElapsedTime(idleSince, start) / count;
                inference = Stopwatch.GetElapsedTime(start) / count;
                idleSince = Stopwatch.GetTimestamp();
            }

            var row = 0;
            foreach (var prepared in waiting)
            {
                if (prepared.Error is { } error)
                {
                    yield return Outcomes.Of(prepared.Photo, null, error);
                    continue;
                }

                var times = prepared.Times with { Inference = inference, Rest = rest };
                if (Answered(_walk.PredictionOf(batch, row++, times), cancellation) is not { } prediction) yield break;
                yield return Outcomes.Of(prepared.Photo, prediction, null);
            }
        }
    }
}
