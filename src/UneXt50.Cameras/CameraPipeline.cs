using System.Diagnostics;
using UneXt50.Imaging;
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
    private readonly bool _keepsPictures; // for sinks that show or keep pictures other than the camera's own

    /// <summary>Makes a pipeline; model and feed stay the caller's, and nobody else uses them meanwhile.</summary>
    public CameraPipeline(UneXt50Model model, CameraFeed feed, CameraPipelineOptions? options = null)
    {
        _model = model;
        _feed = feed;
        _options = options ?? new CameraPipelineOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Hold, 1);
        _keepsPictures = !_options.Mounting.IsUpright && _options.Sinks.Any(sink => sink.TakesPictures);
    }

    /// <summary>
    /// The outcomes of the frames that are to be reported, until count, duration, cancellation or the end of a source
    /// that has one. A JPEG frame that cannot be decoded is damaged: it is passed over, and the next one taken.
    /// </summary>
    /// <exception cref="UneXt50Exception">
    /// The camera failed and its feed does not reconnect, it has delivered nothing in all the time, the model fails, or
    /// a region reaches beyond the frame (Usage). Pixels that are not as many as they should be are an outcome instead.
    /// </exception>
    public IEnumerable<Outcome> Run(CancellationToken cancellation = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (_options.Duration is { } duration) end.CancelAfter(duration);
        var held = new HeldLabels(_options);
        var due = Stopwatch.GetTimestamp();
        var isDamaged = false;
        for (long reported = 0; reported < (_options.Count ?? long.MaxValue);)
        {
            if (!TryCapture(ref due, isDamaged, end.Token, out var frame))
            {
                if (_options.Duration is { } time && end.IsCancellationRequested && !cancellation.IsCancellationRequested)
                    _feed.RequireFrame(time);
                yield break;
            }

            if (Look(frame, cancellation) is not { } seen) yield break;
            isDamaged = frame.Layout is null && seen.Exists(picture => picture.Outcome.Error is not null);
            _feed.Report(isDamaged);
            if (isDamaged) continue;
            var outcomes = new List<Outcome>();
            foreach (var (picture, outcome) in seen)
            {
                var isReported = held.Reports(outcome);
                foreach (var sink in _options.Sinks) sink.Take(picture, outcome, isReported);
                if (isReported) outcomes.Add(outcome);
            }

            held.Tell();
            // A frame is reported whole: its regions are of one moment.
            reported += outcomes.Count(outcome => outcome.Error is null);
            foreach (var outcome in outcomes) yield return outcome;
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

    private List<Seen>? Look(Frame frame, CancellationToken cancellation)
    {
        IReadOnlyList<RegionImage> images = [];
        try
        {
            var start = Stopwatch.GetTimestamp();
            images = _model.Decode(frame, _options.Mounting, fullSize: _keepsPictures);
            var decode = Stopwatch.GetElapsedTime(start) / images.Count;
            var seen = new List<Seen>();
            foreach (var image in images)
            {
                var prediction = _model.Classify(image.Image, decode, cancellation).With(_options.Heads, cancellation);
                var capture = CaptureOf(frame, image.Region);
                var name = capture?.Name ?? frame.Name;
                seen.Add(new(
                    PictureOf(frame, image.Image, name), new Outcome(name, prediction, null) { Capture = capture }));
            }

            return seen;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Input)
        {
            return [new(frame, new Outcome(frame.Name, null, error) { Capture = CaptureOf(frame, region: null) })];
        }
        finally
        {
            foreach (var image in images) image.Dispose();
        }
    }

    private Capture? CaptureOf(Frame frame, string? region) =>
        frame.Arrival is { } arrival ? new Capture(_feed.Name, arrival) { Region = region } : null;

    /// <summary>What sinks show and save of a frame: as it came, or as it was turned and cut.</summary>
    private Frame PictureOf(Frame frame, RgbImage image, string name) => !_keepsPictures ? frame : new Frame(
        name, image.Pixels.ToArray(), new PixelLayout(PixelFormat.Rgb24, image.Width, image.Height, 3 * image.Width))
    {
        Arrival = frame.Arrival,
    };

    /// <summary>A picture that was looked at.</summary>
    /// <param name="Picture">The picture.</param>
    /// <param name="Outcome">What became of it.</param>
    private sealed record Seen(Frame Picture, Outcome Outcome);
}
