using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging.Raw;

/// <summary>Known bars in every format that cameras deliver unencoded, as JPEG.</summary>
public sealed class JpegEncodingTests
{
    [Theory]
    [InlineData("yuyv-601-full", PixelFormat.Yuyv)]
    [InlineData("nv12-601-full", PixelFormat.Nv12)]
    [InlineData("rgb24", PixelFormat.Rgb24)]
    [InlineData("bgr24", PixelFormat.Bgr24)]
    [InlineData("grey-full", PixelFormat.Grey)]
    public void Pixels_of_every_format_become_a_jpeg_of_them(string name, PixelFormat format)
    {
        var layout = new PixelLayout(format, 72, 10, 1);
        layout = layout with { BytesPerLine = (format == PixelFormat.Nv12 ? 72 : layout.BytesInRow) + 12 };
        var raw = new Frame("camera", Golden.Bytes($"{name}.raw"), layout);

        var encoded = new Frame("saved", JpegEncoding.Encode(raw));

        using var got = ImageDecoding.For(encoded).Decode(encoded, 0);
        using var wanted = ImageDecoding.For(raw).Decode(raw, 0);
        Assert.Equal((wanted.Width, wanted.Height), (got.Width, got.Height));
        var (left, right) = (got.Pixels.ToArray(), wanted.Pixels.ToArray());
        var difference = left.Zip(right, (one, other) => Math.Abs(one - other)).Average();
        Assert.InRange(difference, 0, 12); // halved chroma smears the bars; another order of channels is at 60
    }
}
