using System.Text;
using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging;

public class ImageDecodingTests
{
    public static TheoryData<string> Bombs =>
        new(Directory.EnumerateFiles(Path.Combine(Golden.Folder, "bombs")).Select(path => Path.GetFileName(path)));

    [Fact]
    public void An_empty_file_is_said_to_be_empty()
    {
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(new Frame("a b.jpg", default)));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Equal("a b.jpg: the file is empty; copy or download it again", error.Message);
    }

    [Theory]
    [InlineData("hello, world")]
    [InlineData("\0\0\0\0")]
    [InlineData("B")]
    [InlineData("RIFF\0\0\0\0WAVE")]
    [InlineData("II*\0 a TIFF file")]
    [InlineData("P6 1 1 255 \0\0\0")]
    public void What_is_not_a_picture_is_told_which_formats_are(string content)
    {
        var frame = new Frame("notes.jpg", Encoding.Latin1.GetBytes(content));
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Equal("give a JPEG, PNG, WebP, GIF or BMP file", error.Remedy);
    }

    [Fact]
    public void The_bytes_decide_and_not_the_name()
    {
        var frame = Golden.Picture("rgb.png") with { Name = "really-a.jpg" };
        using var image = ImageDecoding.For(frame).Decode(frame, 0);
        Assert.Equal(67, image.Width);
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_picture_too_large_for_a_board_is_refused_by_its_header(string name)
    {
        var frame = new Frame(name, Golden.Bytes(Path.Combine("bombs", name)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame).Decode(frame, 160));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("too large to decode", error.Problem, StringComparison.Ordinal);
        Assert.Equal("scale it down first", error.Remedy);
    }

    [Fact]
    public void A_png_that_promises_more_rows_than_it_has_is_truncated()
    {
        // Well-formed to the last checksum, but compressed from one row too few.
        var frame = new Frame("short.png", Golden.Bytes("short.png"));
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame).Decode(frame, 0));
        Assert.Equal("the PNG data ends too early", error.Problem);
    }

    [Theory]
    [InlineData("rgb-555.bmp")]
    [InlineData("rgb-565.bmp")]
    public void Sixteen_bit_bmps_are_within_a_level_of_Pillow(string name)
    {
        var frame = Golden.Picture(name);
        using var image = ImageDecoding.For(frame).Decode(frame, 0);
        var expected = Golden.Bytes(name + ".rgb");
        Assert.Equal(expected.Length, image.Pixels.Length);
        for (var i = 0; i < expected.Length; i++) Assert.InRange(image.Pixels[i] - expected[i], -1, 1);
    }

    [Theory]
    [InlineData("animated.webp")]
    [InlineData("interlaced-narrow.png")]
    public void What_the_decoder_cannot_do_is_an_error_and_not_a_wrong_picture(string name)
    {
        var frame = new Frame(name, Golden.Bytes(Path.Combine("unsupported", name)));
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame).Decode(frame, 0));
        Assert.Contains("unsupported", error.Problem, StringComparison.Ordinal);
    }
}
