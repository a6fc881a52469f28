using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging.Raw;

/// <summary>Known bars in every format that cameras deliver unencoded (golden/make_bars.py).</summary>
public sealed class RawPixelDecoderTests
{
    private const int Width = 72;
    private const int Height = 10;
    private const int Padding = 12;

    public static TheoryData<string, PixelFormat, ValueRange, YuvEncoding, string> Bars => new()
    {
        { "yuyv-601-full", PixelFormat.Yuyv, ValueRange.Full, YuvEncoding.Bt601, "bars" },
        { "yuyv-601-limited", PixelFormat.Yuyv, ValueRange.Limited, YuvEncoding.Bt601, "bars" },
        { "yuyv-709-limited", PixelFormat.Yuyv, ValueRange.Limited, YuvEncoding.Bt709, "bars" },
        { "nv12-601-full", PixelFormat.Nv12, ValueRange.Full, YuvEncoding.Bt601, "bars" },
        { "nv12-601-limited", PixelFormat.Nv12, ValueRange.Limited, YuvEncoding.Bt601, "bars" },
        { "nv12-709-full", PixelFormat.Nv12, ValueRange.Full, YuvEncoding.Bt709, "bars" },
        { "rgb24", PixelFormat.Rgb24, ValueRange.Full, YuvEncoding.Bt601, "bars" },
        { "bgr24", PixelFormat.Bgr24, ValueRange.Full, YuvEncoding.Bt601, "bars" },
        { "grey-full", PixelFormat.Grey, ValueRange.Full, YuvEncoding.Bt601, "bars-grey" },
        { "grey-limited", PixelFormat.Grey, ValueRange.Limited, YuvEncoding.Bt601, "bars-grey" },
    };

    [Theory]
    [MemberData(nameof(Bars))]
    public void The_bars_have_their_colours_within_3_levels(
        string name, PixelFormat format, ValueRange range, YuvEncoding encoding, string expected)
    {
        using var image = Decode(Golden.Bytes($"{name}.raw"), Layout(format, range, encoding));

        Assert.Equal((Width, Height), (image.Width, image.Height));
        var worst = 0;
        var (got, wanted) = (image.Pixels.ToArray(), Golden.Bytes($"{expected}.rgb"));
        for (var i = 0; i < wanted.Length; i++) worst = Math.Max(worst, Math.Abs(got[i] - wanted[i]));
        Assert.InRange(worst, 0, 3);
    }

    [Fact]
    public void Reading_limited_range_as_full_is_seen()
    {
        using var image = Decode(
            Golden.Bytes("yuyv-601-limited.raw"), Layout(PixelFormat.Yuyv, ValueRange.Full, YuvEncoding.Bt601));

        Assert.Equal(235, image.Pixels[0]);
    }

    [Theory]
    [InlineData(PixelFormat.Yuyv)]
    [InlineData(PixelFormat.Nv12)]
    public void A_picture_of_odd_size_has_all_its_pixels(PixelFormat format)
    {
        var layout = new PixelLayout(format, 3, 3, format == PixelFormat.Yuyv ? 8 : 4);
        var data = new byte[layout.Length];
        Array.Fill(data, (byte)128);

        using var image = Decode(data, layout);

        Assert.All(image.Pixels.ToArray(), value => Assert.Equal(128, value));
    }

    [Theory]
    [InlineData(PixelFormat.Yuyv)]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Grey)]
    public void A_frame_that_lacks_its_last_byte_is_an_error(PixelFormat format)
    {
        var layout = new PixelLayout(format, 16, 16, 64);

        var error = Assert.Throws<UneXt50Exception>(() => Decode(new byte[layout.Length - 1], layout));

        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains("ends too early", error.Message, StringComparison.Ordinal);
        Decode(new byte[layout.Length], layout).Dispose();
    }

    private static PixelLayout Layout(PixelFormat format, ValueRange range, YuvEncoding encoding)
    {
        var layout = new PixelLayout(format, Width, Height, 1, range, encoding);
        return layout with { BytesPerLine = (format == PixelFormat.Nv12 ? Width : layout.BytesInRow) + Padding };
    }

    private static RgbImage Decode(byte[] data, PixelLayout layout)
    {
        var frame = new Frame("camera", data, layout);
        return ImageDecoding.For(frame).Decode(frame, shortSideHint: 224);
    }
}
