using UneXt50.Sources;

namespace UneXt50.Cameras.Tests;

/// <summary>Frames of one colour after another, r, g or b.</summary>
/// <param name="colours">In this order, again and again.</param>
/// <param name="pause">Milliseconds between two frames.</param>
internal sealed class EndlessCamera(string colours, int pause = 5) : ICamera
{
    private static readonly PixelLayout Layout = new(PixelFormat.Rgb24, 40, 40, 120);

    private readonly byte[] _pixels = new byte[120 * 40];
    private int _frame;

    public string Name => "camera";

    public string Mode => "40x40 RGB24";

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(pause);
        cancellation.ThrowIfCancellationRequested();
        var channel = "rgb".IndexOf(colours[_frame++ % colours.Length], StringComparison.Ordinal);
        for (var i = 0; i < _pixels.Length; i++) _pixels[i] = i % 3 == channel ? (byte)255 : (byte)0;
        buffer.Fill(_pixels, Layout);
    }

    public void Dispose()
    {
    }
}
