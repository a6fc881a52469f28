using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging;

public class DamagedPictureTests
{
    // Small ones, one of each way through a decoder.
    public static TheoryData<string> OneOfEachKind => new(
        "exif-6.jpg", "cmyk-progressive.jpg", "grey.jpg", "palette-1.png", "interlaced-grey.png", "grey-16.png",
        "exif-6.png", "lossless-palette.webp", "lossy-alpha.webp", "exif-6.webp", "animated.gif", "two-colours.gif",
        "one-bit.bmp", "palette-8.bmp", "run-length-8.bmp");

    [Theory]
    [MemberData(nameof(OneOfEachKind))]
    public void A_truncated_picture_is_an_error_wherever_it_ends(string name)
    {
        var data = Golden.Picture(name).Data;
        var whole = PixelsOf(new Frame(name, data));
        var step = Math.Max(1, data.Length / 300);
        for (var length = 0; length < data.Length; length += length < 64 || length > data.Length - 64 ? 1 : step)
        {
            try
            {
                Assert.Equal(whole, PixelsOf(new Frame(name, data[..length])));
                Assert.InRange(length, (long)data.Length - MayBeMissing(name), data.Length);
            }
            catch (UneXt50Exception error)
            {
                Assert.Equal(ErrorKind.Input, error.Kind);
                Assert.Equal(name, error.Subject);
            }
        }
    }

    [Theory]
    [InlineData("baseline.jpg")]
    [InlineData("baseline-444.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("exif-6.jpg")]
    public void A_jpeg_that_lacks_its_last_block_is_truncated_though_it_has_its_end_marker(string name)
    {
        var data = Golden.Picture(name).Data;
        for (var missing = 3; missing < 40; missing++)
        {
            byte[] cut = [.. data[..^(2 + missing)].Span, 0xFF, 0xD9];
            var error = Assert.Throws<UneXt50Exception>(() => PixelsOf(new Frame(name, cut)));
            Assert.Equal("the JPEG data ends too early", error.Problem);
        }
    }

    [Theory]
    [InlineData("rgb.png", 12)]
    [InlineData("rgb.png", 16)]
    [InlineData("interlaced.png", 12)]
    [InlineData("still.gif", 1)]
    [InlineData("interlaced.gif", 1)]
    public void What_lacks_only_its_end_marker_has_all_of_its_pixels(string name, int missing)
    {
        var data = Golden.Picture(name).Data;
        Assert.Equal(PixelsOf(new Frame(name, data)), PixelsOf(new Frame(name, data[..^missing])));
    }

    [Fact]
    public void Thousands_of_damaged_pictures_end_in_pixels_or_in_an_error_for_the_user()
    {
        var pictures = Golden.PictureNames.Where(name => !name.StartsWith("large", StringComparison.Ordinal))
            .Select(name => Golden.Picture(name).Data.ToArray()).ToArray();
        var mutation = new PictureMutation(seed: 20);
        var decoded = 0;
        const int count = 3000;
        for (var i = 0; i < count; i++)
        {
            var data = mutation.Apply(pictures[i % pictures.Length], pictures[(i * 7) % pictures.Length]);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            decoded += Decodes(new Frame($"mutation {i}", data), shortSideHint: i % 3 == 0 ? 8 : 0) ? 1 : 0;

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.InRange(allocated, 0, ImageLimits.MaxMemoryOfSmallFile);
        }

        // Neither everything refused (then nothing was tested) nor everything taken.
        Assert.InRange(decoded, count / 20, count * 19 / 20);
    }

    // Behind the last pixel: an end marker; of a PNG file also checksums and an empty chunk; of an animation the rest.
    private static int MayBeMissing(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => 2,
        ".png" => 16,
        ".gif" => name == "animated.gif" ? int.MaxValue : 2,
        _ => 0,
    };

    private static bool Decodes(Frame frame, int shortSideHint)
    {
        try
        {
            using var image = ImageDecoding.For(frame).Decode(frame, shortSideHint);
            return true;
        }
        catch (UneXt50Exception)
        {
            return false;
        }
    }

    private static byte[] PixelsOf(Frame frame)
    {
        using var image = ImageDecoding.For(frame).Decode(frame, 0);
        return image.Pixels.ToArray();
    }
}
