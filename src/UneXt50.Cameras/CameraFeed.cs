using System.Diagnostics;
using System.Runtime.ExceptionServices;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>
/// The newest frame of a camera at any time. A thread of its own reads the camera as fast as it delivers, so that no
/// driver or pipe hands out old frames, drops damaged ones and those of the warm-up, and opens the camera again when it
/// fails.
/// </summary>
public sealed class CameraFeed : IDisposable
{
    private readonly Func<ICamera> _open;
    private readonly CameraFeedOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly NewestFrame _newest = new();
    private readonly Thread _reader;
    private ExceptionDispatchInfo? _failure;
    private string? _told;
    private long _damaged;
    private long _warmUp;
    private long _reconnects;
    private long _damagedSince; // as whoever takes frames finds them; 0 while they are good
    private volatile bool _hasDelivered;
    private volatile bool _isLost;
    private volatile UneXt50Exception? _lastFailure;
    private bool _disposed;

    private CameraFeed(ICamera? camera, Func<ICamera> open, CameraFeedOptions options, string name)
    {
        (_open, _options, Name) = (open, options, name);
        if (camera is not null) Introduce(camera);
        _reader = new Thread(() => Run(camera)) { IsBackground = true, Name = "camera" };
    }

    /// <summary>The camera's name.</summary>
    public string Name { get; private set; }

    /// <summary>What the camera delivered when it was opened first; null as long as it has not been.</summary>
    public string? Mode { get; private set; }

    /// <summary>Frames that were passed over while the camera warmed up.</summary>
    public long WarmUp => Interlocked.Read(ref _warmUp);

    /// <summary>Frames that were not whole and were dropped.</summary>
    public long Damaged => Interlocked.Read(ref _damaged);

    /// <summary>Frames that nobody took before a newer one came.</summary>
    public long Skipped => _newest.Replaced;

    /// <summary>How often frames came again after an outage.</summary>
    public long Reconnects => Interlocked.Read(ref _reconnects);

    /// <summary>Whether the camera has failed and not come back.</summary>
    public bool IsLost => _isLost;

    /// <summary>Opens a camera and begins to read it.</summary>
    /// <param name="open">Opens it; called again when it has failed.</param>
    /// <param name="options">What happens then.</param>
    /// <param name="name">What it is called until it has been opened.</param>
    /// <exception cref="UneXt50Exception">
    /// It cannot be opened this first time, and is not to be waited for.
    /// </exception>
    public static CameraFeed Open(Func<ICamera> open, CameraFeedOptions? options = null, string name = "camera")
    {
        ArgumentNullException.ThrowIfNull(open);
        options ??= new CameraFeedOptions();
        options.Pulse?.Camera();
        ICamera? camera = null;
        UneXt50Exception? away = null;
        try
        {
            camera = open();
        }
        catch (UneXt50Exception failure) when (failure.Kind == ErrorKind.Camera && options.ReconnectForever)
        {
            away = failure;
        }

        var feed = new CameraFeed(camera, open, options, name);
        if (away is not null) feed.Tell(away);
        Threads.Begin(feed._reader);
        return feed;
    }

    /// <summary>
    /// The newest frame that was not returned yet; waits for one. It is named after the camera and the time of its
    /// arrival (<c>/dev/video0@2026-01-31T12:00:00.000Z</c>), and its bytes are good until the next call.
    /// </summary>
    /// <param name="afterNow">Only a frame that arrives after this call.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="UneXt50Exception">The camera failed and is not to be opened again.</exception>
    /// <exception cref="EndOfStreamException">The source has an end, and this is it.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public Frame Next(bool afterNow, CancellationToken cancellation)
    {
        if (afterNow) _newest.Discard();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ended.Token);
        try
        {
            return Named(_newest.Take(either.Token));
        }
        catch (OperationCanceledException) when (_failure is not null && !cancellation.IsCancellationRequested)
        {
            // What came before it is as good as ever.
            if (_newest.TryTake() is { } last) return Named(last);
            _failure.Throw();
            throw;
        }
    }

    /// <summary>Refuses a camera that has not delivered a frame in the time that it had.</summary>
    /// <exception cref="UneXt50Exception">It has not.</exception>
    internal void RequireFrame(TimeSpan time)
    {
        if (!_hasDelivered) throw _lastFailure ?? CameraError.NoFrame(Name, time);
    }

    /// <summary>
    /// Says whether the frame that <see cref="Next"/> gave last could be decoded. Nothing but damage for as long as
    /// <see cref="CameraFeedOptions.Timeout"/> is a failure of the camera.
    /// </summary>
    internal void Report(bool isDamaged)
    {
        if (isDamaged) Interlocked.Increment(ref _damaged);
        if (!isDamaged) Volatile.Write(ref _damagedSince, 0);
        else if (_damagedSince == 0) Volatile.Write(ref _damagedSince, Stopwatch.GetTimestamp());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _stop.Cancel();
        _reader.Join();
        _newest.Dispose();
        _stop.Dispose();
        _ended.Dispose();
    }

    private void Run(ICamera? camera)
    {
        var backoff = new Backoff();
        try
        {
            while (true)
            {
                try
                {
                    _options.Pulse?.Camera();
                    camera ??= Opened();
                    ReadFrames(camera, backoff);
                }
                catch (UneXt50Exception failure) when (IsWorthAnotherTry(failure))
                {
                    camera?.Dispose();
                    camera = null;
                    Tell(failure);
                    _options.Pulse?.Camera();
                    _stop.Token.WaitHandle.WaitOne(backoff.Next());
                    _stop.Token.ThrowIfCancellationRequested();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed: nobody waits any more.
        }
#pragma warning disable CA1031 // It ends this thread; whoever takes the next frame gets it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _isLost = failure is not EndOfStreamException;
            _failure = ExceptionDispatchInfo.Capture(
                failure is UneXt50Exception { Kind: ErrorKind.Camera } lost && _options.Reconnect
                    ? CameraError.OrWait(lost) : failure);
            _ended.Cancel();
        }
        finally
        {
            camera?.Dispose();
        }
    }

    private bool IsWorthAnotherTry(UneXt50Exception failure) =>
        failure.Kind == ErrorKind.Camera && _options.Reconnect && (_hasDelivered || _options.ReconnectForever);

    private ICamera Opened()
    {
        var camera = _open();
        if (Mode is null) Introduce(camera);
        return camera;
    }

    private void Introduce(ICamera camera) => (Name, Mode) = (camera.Name, camera.Mode);

    private void ReadFrames(ICamera camera, Backoff backoff)
    {
        var warmUp = new WarmingUp(_options.WarmUp ?? camera.WarmUp, () => _options.Blank?.Invoke(camera));
        var (lastWhole, waits) = (Stopwatch.GetTimestamp(), false);
        while (true)
        {
            var buffer = _newest.Filling;
            try
            {
                camera.Read(buffer, _stop.Token);
            }
            catch (EndOfStreamException) when (waits)
            {
                // A source that is all warm-up: its last frame is the best there is.
                _newest.Publish();
                throw;
            }

            waits = false;
            if (!buffer.IsWhole())
            {
                Interlocked.Increment(ref _damaged);
                if (Stopwatch.GetElapsedTime(lastWhole) < _options.Timeout) continue;
                throw CameraError.OnlyDamaged(camera.Name, _options.Timeout);
            }

            lastWhole = Stopwatch.GetTimestamp();
            CheckDecoding(camera);
            _hasDelivered = true;
            waits = warmUp.Covers(buffer);
            if (waits)
            {
                Interlocked.Increment(ref _warmUp);
                _options.Pulse?.Camera();
                continue;
            }

            _newest.Publish();
            _options.Pulse?.Frame();
            backoff.Reset();
            if (_told is null) continue;
            _told = null;
            _isLost = false;
            Interlocked.Increment(ref _reconnects);
            _options.Restored?.Invoke(camera);
        }
    }

    private void CheckDecoding(ICamera camera)
    {
        var since = Volatile.Read(ref _damagedSince);
        if (since == 0 || Stopwatch.GetElapsedTime(since) < _options.Timeout) return;
        Volatile.Write(ref _damagedSince, 0);
        throw CameraError.OnlyDamaged(camera.Name, _options.Timeout);
    }

    private void Tell(UneXt50Exception failure)
    {
        (_isLost, _lastFailure) = (true, failure);
        if (failure.Message == _told) return;
        _told = failure.Message;
        _options.Lost?.Invoke(failure);
    }

    private Frame Named(FrameBuffer buffer)
    {
        var capture = new Capture(Name, buffer.Arrival);
        return new Frame(capture.Name, buffer.Data, buffer.Layout) { Arrival = buffer.Arrival };
    }
}
