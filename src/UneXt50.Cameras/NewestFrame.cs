namespace UneXt50.Cameras;

/// <summary>
/// A slot for one frame between the thread that reads a camera and the one that looks at frames: a newer frame takes
/// the place of an older one that nobody has taken. Three buffers go round; nothing is allocated, nothing queues up.
/// </summary>
internal sealed class NewestFrame : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private FrameBuffer _filling = new();
    private FrameBuffer _waiting = new();
    private FrameBuffer _taken = new();
    private bool _hasFrame;
    private long _replaced;

    /// <summary>The buffer for the reading thread to fill next.</summary>
    public FrameBuffer Filling => _filling;

    /// <summary>Frames that a newer one has replaced before anyone took them.</summary>
    public long Replaced => Interlocked.Read(ref _replaced);

    /// <summary>Makes the frame in <see cref="Filling"/> the newest.</summary>
    public void Publish()
    {
        lock (_gate)
        {
            (_filling, _waiting) = (_waiting, _filling);
            if (_hasFrame) _replaced++;
            _hasFrame = true;
            if (_arrived.CurrentCount == 0) _arrived.Release();
        }
    }

    /// <summary>Waits for a frame that was not taken yet; it stays as it is until the next call.</summary>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public FrameBuffer Take(CancellationToken cancellation)
    {
        while (true)
        {
            _arrived.Wait(cancellation);
            // The signal may be of a frame that was discarded, or taken with an earlier one.
            if (TryTake() is { } frame) return frame;
        }
    }

    /// <summary>The frame that was not taken yet; null where there is none.</summary>
    public FrameBuffer? TryTake()
    {
        lock (_gate)
        {
            if (!_hasFrame) return null;
            (_waiting, _taken) = (_taken, _waiting);
            _hasFrame = false;
            return _taken;
        }
    }

    /// <summary>Forgets the frame that waits, if there is one: what is taken next arrived after this.</summary>
    public void Discard()
    {
        lock (_gate) _hasFrame = false;
    }

    public void Dispose() => _arrived.Dispose();
}
