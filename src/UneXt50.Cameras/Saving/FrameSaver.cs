using System.Diagnostics;
using System.Threading.Channels;
using UneXt50.Cameras.Sinks;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.Saving;

/// <summary>
/// Saves the frames worth looking at as JPEG, with the answer in the file name: what one labels next. A camera's own
/// JPEG stays as it is, other frames are encoded. A thread of its own writes, so that a slow card holds nothing up.
/// </summary>
public sealed class FrameSaver : ISink
{
    // Of a card that is slower than this the newer frames are lost; they are as large as the camera's.
    private const int Waiting = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FrameSaverOptions _options;
    private readonly SavedFolder _folder;
    private readonly Outage _outage;
    private readonly Channel<WaitingFrame> _frames = Channel.CreateBounded<WaitingFrame>(Waiting);
    private readonly Dictionary<string, long> _lastTimes = [];
    private readonly Thread _writer;
    private volatile UneXt50Exception? _failure;
    private long _saved;
    private long _lost;

    /// <summary>Opens the folder.</summary>
    /// <exception cref="UneXt50Exception">It cannot be made or written in.</exception>
    public FrameSaver(FrameSaverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _outage = new Outage(options.Events);
        _folder = new SavedFolder(options.Folder, options.Limit);
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "saving" };
        Threads.Begin(_writer);
    }

    /// <summary>Frames that were saved.</summary>
    public long Saved => Interlocked.Read(ref _saved);

    /// <summary>Frames that should have been saved and could not.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    public bool TakesPictures => true;

    /// <inheritdoc/>
    public void Take(Frame frame, Outcome outcome, bool isReported)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Prediction is not { } prediction || BestAnswer.Of(prediction) is not { } answer) return;
        var label = outcome.Capture?.Region is { } region ? $"{region} {answer.Label}" : answer.Label;
        if (!_options.Rules.Any(rule => rule.Holds(answer)) || !IsDue(label)) return;
        var name = SavedName.Create(frame.Arrival ?? DateTime.UtcNow, label, answer.Probability);
        var waiting = new WaitingFrame(name, frame with { Data = frame.Data.ToArray() });
        if (!_frames.Writer.TryWrite(waiting)) Interlocked.Increment(ref _lost);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _frames.Writer.TryComplete();
        var waiting = _writer.Join(Patience) ? 0 : _frames.Reader.Count;
        if (Lost + waiting is > 0 and var lost)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, _options.Folder,
                $"{lost} of {Saved + lost} frames could not be saved: {_failure?.Problem ?? "the disk is too slow"}",
                _failure?.Remedy ?? $"save fewer ({Setting.SaveInterval}), or on a faster disk");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_frames.Reader.TryRead(out _))
        {
            // Whoever wants these to be written calls Complete first.
        }

        _frames.Writer.TryComplete();
        _writer.Join(Patience);
    }

    private bool IsDue(string label)
    {
        var now = Stopwatch.GetTimestamp();
        var isDue = !_lastTimes.TryGetValue(label, out var last)
            || Stopwatch.GetElapsedTime(last, now) >= _options.Interval;
        if (isDue) _lastTimes[label] = now;
        return isDue;
    }

    private void WriteAll()
    {
        while (_frames.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_frames.Reader.TryRead(out var waiting)) Write(waiting);
        }
    }

    private void Write(WaitingFrame waiting)
    {
        try
        {
            var frame = waiting.Frame;
            _folder.Write(waiting.Name, frame.Layout is null ? frame.Data.Span : JpegEncoding.Encode(frame));
            Interlocked.Increment(ref _saved);
            _outage.End(() => $"{_options.Folder}: frames are saved again; {Lost} were lost");
        }
        catch (UneXt50Exception failure)
        {
            // It is about the folder; that it was this frame plays no part.
            _failure = new UneXt50Exception(failure.Kind, _options.Folder, failure.Problem, failure.Remedy,
                failure.InnerException);
            Interlocked.Increment(ref _lost);
            _outage.Begin(_failure);
        }
    }

    /// <summary>A frame on its way to the disk.</summary>
    /// <param name="Name">The name of its file.</param>
    /// <param name="Frame">The frame, in bytes of its own.</param>
    private sealed record WaitingFrame(string Name, Frame Frame);
}
