using System.Diagnostics;
using UneXt50.Inference;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50;

/// <summary>
/// Many inputs through one model. Decoding runs ahead of the network on other threads, by a bounded number of photos;
/// outcomes leave in the order of the inputs.
/// </summary>
public sealed class Pipeline
{
    private readonly UneXt50Model _model;
    private readonly PipelineOptions _options;

    /// <summary>Makes a pipeline; the model stays the caller's, and nobody else runs it meanwhile.</summary>
    public Pipeline(UneXt50Model model, PipelineOptions? options = null)
    {
        _model = model;
        _options = options ?? new PipelineOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.DecodeThreads, 1);
    }

    /// <summary>
    /// The outcomes of <paramref name="inputs"/>, one each, in order.
    /// </summary>
    /// <param name="inputs">Enumerated on a thread of its own, a few ahead.</param>
    /// <param name="cancellation">Ends the walk between two runs; outcomes that are ready are not lost.</param>
    /// <exception cref="UneXt50Exception">The model itself fails; an input that fails is an outcome instead.</exception>
    public IEnumerable<Outcome> Run(IEnumerable<Photo> inputs, CancellationToken cancellation = default)
    {
        using var batch = _model.Session.NewBatch(_options.Batch);
        using var ahead = new DecodeAhead(
            _model, inputs, _options.DecodeThreads, _options.DecodeThreads + _options.Batch, cancellation);
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
                ahead.Recycle(planes);
            }

            if (waiting.Count == 0) yield break;
            var (inference, rest) = (TimeSpan.Zero, TimeSpan.Zero);
            if (count > 0)
            {
                var start = Stopwatch.GetTimestamp();
                batch.Run(count);
                rest = Stopwatch.GetElapsedTime(idleSince, start) / count;
                inference = Stopwatch.GetElapsedTime(start) / count;
                idleSince = Stopwatch.GetTimestamp();
            }

            var row = 0;
            foreach (var prepared in waiting)
            {
                if (prepared.Error is { } error)
                {
                    yield return new Outcome(prepared.Name, null, error);
                    continue;
                }

                var times = prepared.Times with { Inference = inference, Rest = rest };
                var prediction = _model.PredictionOf(batch, row++, times).With(_options.Heads);
                yield return new Outcome(prepared.Name, prediction, null);
            }
        }
    }
}
