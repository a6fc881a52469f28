using System.Diagnostics;
using UneXt50.Inference;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>
/// A camera through one model: always its newest frame, one at a time. Nothing is decoded ahead, so that a result is
/// never about the past.
/// </summary>
public sealed class CameraPipeline
{
    private readonly UneXt50Model _model;
    private readonly CameraFeed _feed;
    private readonly CameraPipelineOptions _options;

    /// <summary>Makes a pipeline; model and feed stay the caller's, and nobody else uses them meanwhile.</summary>
    public CameraPipeline(UneXt50Model model, CameraFeed feed, CameraPipelineOptions? options = null)
    {
        _model = model;
        _feed = feed;
        _options = options ?? new CameraPipelineOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Hold, 1);
    }

    /// <summary>
    /// The outcomes of the frames that are to be reported, until count, duration, cancellation or the end of a source
    /// that has one. A JPEG frame that cannot be decoded is damaged: it is passed over, and the next one taken.
    /// </summary>
    /// <exception cref="UneXt50Exception">
    /// The camera failed and its feed does not reconnect, or the model fails. Pixels that are not as many as they
    /// should be are an outcome instead.
    /// </exception>
    public IEnumerable<Outcome> Run(CancellationToken cancellation = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (_options.Duration is { } duration) end.CancelAfter(duration);
        var hold = new LabelHold(_options.Hold);
        var due = Stopwatch.GetTimestamp();
        var isDamaged = false;
        for (long reported = 0; reported < (_options.Count ?? long.MaxValue);)
        {
            if (!TryCapture(ref due, isDamaged, end.Token, out var frame)) yield break;
            if (Look(frame, cancellation) is not { } outcome) yield break;
            isDamaged = outcome.Error is not null && frame.Layout is null;
            _feed.Report(isDamaged);
            if (isDamaged) continue;
            var isReported = IsReported(outcome, hold);
            foreach (var sink in _options.Sinks) sink.Take(frame, outcome, isReported);
            if (!isReported) continue;
            if (outcome.Error is null) reported++;
            yield return outcome;
        }
    }

    /// <summary>Takes a frame when its time has come; at once, where it is in place of a damaged one.</summary>
    private bool TryCapture(ref long due, bool again, CancellationToken end, out Frame frame)
    {
        _options.Pulse?.Waits();
        try
        {
            if (!again) _options.Trigger?.Invoke(end);
            var waits = _options.Interval > TimeSpan.Zero;
            if (waits && !again) WaitUntil(ref due, end);
            frame = _feed.Next(afterNow: waits || _options.Trigger is not null, end);
            _options.Pulse?.Works();
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            frame = null!;
            return false;
        }
        catch (EndOfStreamException)
        {
            frame = null!;
            return false;
        }
    }

    /// <summary>Waits until the next multiple of the interval; one that was missed is not made up for.</summary>
    private void WaitUntil(ref long due, CancellationToken end)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > TimeSpan.Zero) end.WaitHandle.WaitOne(left);
        end.ThrowIfCancellationRequested();
        due = Math.Max(due, Stopwatch.GetTimestamp()) + (long)(_options.Interval.TotalSeconds * Stopwatch.Frequency);
    }

    private Outcome? Look(Frame frame, CancellationToken cancellation)
    {
        try
        {
            var prediction = _model.Classify(frame, cancellation).With(_options.Heads, cancellation);
            return new Outcome(frame.Name, prediction, null) { Capture = CaptureOf(frame) };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Input)
        {
            return new Outcome(frame.Name, null, error) { Capture = CaptureOf(frame) };
        }
    }

    private Capture? CaptureOf(Frame frame) =>
        frame.Arrival is { } arrival ? new Capture(_feed.Name, arrival) : null;

    private bool IsReported(Outcome outcome, LabelHold hold)
    {
        if (outcome.Prediction is not { } prediction) return true;
        if (prediction.BestLabel is not { } label) return true;
        var changed = hold.Observe(label);
        _options.Held?.Invoke(hold.Held);
        return _options.OnChange ? changed : label == hold.Held;
    }
}
