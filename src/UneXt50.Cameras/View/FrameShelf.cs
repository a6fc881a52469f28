using System.Diagnostics;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.View;

/// <summary>
/// Keeps the newest frame, and the last ones that viewers were shown. A frame is encoded when a viewer asks, at most
/// once, and at most every <see cref="Interval"/> for all viewers together: however many look, the run pays a copy a
/// frame.
/// </summary>
internal sealed class FrameShelf : IDisposable
{
    /// <summary>From one frame that is shown to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int Kept = 8; // what is on a page when somebody there presses a button

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _showing = new(1);
    private readonly Queue<ShownFrame> _shown = new();
    // One to write into, the newest, and one that is being encoded.
    private readonly ViewedFrame[] _frames = [new(), new(), new()];
    private ViewedFrame? _newest;
    private ViewedFrame? _encoding;
    private TaskCompletionSource? _arrival;
    private ShownFrame? _last;
    private long _lastTime;
    private long _count;

    /// <summary>Frames that were put here.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Takes a frame; its bytes are copied.</summary>
    public void Put(Frame frame, Outcome outcome)
    {
        TaskCompletionSource? arrival;
        ViewedFrame free;
        lock (_gate) free = Array.Find(_frames, other => other != _newest && other != _encoding)!;
        free.Set(Interlocked.Increment(ref _count), frame, outcome);
        lock (_gate)
        {
            _newest = free;
            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.SetResult();
    }

    /// <summary>A frame that was shown lately; null for any other.</summary>
    public ShownFrame? Find(long number)
    {
        lock (_gate) return _shown.FirstOrDefault(frame => frame.Number == number);
    }

    /// <summary>
    /// The frame to show to a viewer who has seen frame <paramref name="seen"/>; waits for a newer one, but not longer
    /// than <paramref name="patience"/>, after which it is the last that was shown, if there is one.
    /// </summary>
    public async Task<ShownFrame?> NextAsync(long seen, TimeSpan patience, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        // One at a time: whoever comes meanwhile is shown the same frame.
        await _showing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // A page that is left from a run before this one has seen higher numbers.
            if (seen > Count) seen = 0;
            var left = patience - Stopwatch.GetElapsedTime(start);
            if ((_last is null || _last.Number <= seen || Stopwatch.GetElapsedTime(_lastTime) >= Interval)
                && await HasNewerAsync(seen, left, cancellation).ConfigureAwait(false))
            {
                Show();
            }

            return _last;
        }
        finally
        {
            _showing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _showing.Dispose();

    /// <summary>Whether a frame that was not shown yet is there and its time has come; waits for both.</summary>
    private async Task<bool> HasNewerAsync(long seen, TimeSpan patience, CancellationToken cancellation)
    {
        Task arrival;
        lock (_gate)
        {
            if (_newest?.Number == _last?.Number)
            {
                if (_last is not null && _last.Number > seen) return false;
                arrival = (_arrival ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            else
            {
                arrival = Task.CompletedTask;
            }
        }

        if (!arrival.IsCompleted && patience > TimeSpan.Zero)
            await Task.WhenAny(arrival, Task.Delay(patience, cancellation)).ConfigureAwait(false);
        if (!arrival.IsCompleted) return false;
        var pause = Interval - Stopwatch.GetElapsedTime(_lastTime);
        if (_last is not null && pause > TimeSpan.Zero) await Task.Delay(pause, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes the newest frame the one that is shown.</summary>
    private void Show()
    {
        ViewedFrame frame;
        lock (_gate) frame = _encoding = _newest!;
        var shown = new ShownFrame(
            frame.Number, Encode(frame.Frame), frame.Frame.Arrival ?? DateTime.UtcNow, frame.Outcome);
        lock (_gate)
        {
            _encoding = null;
            _shown.Enqueue(shown);
            if (_shown.Count > Kept) _shown.Dequeue();
        }

        (_last, _lastTime) = (shown, Stopwatch.GetTimestamp());
    }

    private static ReadOnlyMemory<byte> Encode(Frame frame)
    {
        try
        {
            return frame.Layout is null ? frame.Data.ToArray() : JpegEncoding.Encode(frame);
        }
        catch (UneXt50Exception failure) when (failure.Kind == ErrorKind.Input)
        {
            return default; // its outcome says so
        }
    }
}
