using UneXt50.Sources;

namespace UneXt50.Cameras.Tests;

/// <summary>A camera in the same process: each step of its script is one call of <see cref="Read"/>.</summary>
internal sealed class ScriptedCamera(params Action<FrameBuffer, CancellationToken>[] steps) : ICamera
{
    private int _step;

    public string Name => "camera";

    public string Mode => "1x1 RGB24";

    public bool IsDisposed { get; private set; }

    /// <summary>A frame of one pixel.</summary>
    public static Action<FrameBuffer, CancellationToken> Frame(byte value) =>
        (buffer, _) => buffer.Fill([value, value, value], new PixelLayout(PixelFormat.Rgb24, 1, 1, 3));

    /// <summary>A frame that says it is JPEG.</summary>
    public static Action<FrameBuffer, CancellationToken> Jpeg(byte[] bytes) => (buffer, _) => buffer.Fill(bytes, null);

    public static Action<FrameBuffer, CancellationToken> Fails(string problem) =>
        (_, _) => throw new UneXt50Exception(ErrorKind.Camera, "camera", problem, "plug it in");

    public static Action<FrameBuffer, CancellationToken> Waits(WaitHandle handle) => (_, cancellation) =>
    {
        WaitHandle.WaitAny([handle, cancellation.WaitHandle]);
        cancellation.ThrowIfCancellationRequested();
    };

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_step == steps.Length)
        {
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
        }

        steps[_step++](buffer, cancellation);
    }

    public void Dispose() => IsDisposed = true;
}
