using System.Text;
using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging;

public class PnmTests
{
    [Fact]
    public void A_colour_picture_has_its_own_pixels()
    {
        using var image = Decode("P6\n# a comment\n2 1\n255\n", 1, 2, 3, 250, 251, 252);

        Assert.Equal((2, 1), (image.Width, image.Height));
        Assert.Equal([1, 2, 3, 250, 251, 252], image.Row(0).ToArray());
    }

    [Fact]
    public void A_grey_picture_has_its_level_in_each_colour()
    {
        using var image = Decode("P5 1 2 255\n", 7, 200);

        Assert.Equal(new byte[] { 7, 7, 7 }, image.Row(0).ToArray());
        Assert.Equal(new byte[] { 200, 200, 200 }, image.Row(1).ToArray());
    }

    [Theory]
    [InlineData("P6\n2 1\n255\n", "ends too early")]
    [InlineData("P5\n2 2\n15\nabcd", "range 0 to 15")]
    [InlineData("P5\n2 2\n65535\nabcdefgh", "range 0 to 65535")]
    [InlineData("P5\n0 2\n255\n", "damaged")]
    [InlineData("P5\n-1 2\n255\nab", "damaged")]
    [InlineData("P6\n30001 1\n255\n", "30001x1")]
    [InlineData("P2\n1 1\n255\n7\n", "a PNM picture")]
    public void What_is_short_or_of_another_kind_is_refused(string text, string word) => Assert.Contains(
        word, Assert.Throws<UneXt50Exception>(() => Decode(text).Dispose()).Message, StringComparison.Ordinal);

    private static RgbImage Decode(string header, params byte[] pixels)
    {
        var frame = new Frame("picture", new ReadOnlyMemory<byte>([.. Encoding.ASCII.GetBytes(header), .. pixels]));
        return ImageDecoding.For(frame).Decode(frame, 0);
    }
}
