using UneXt50.Imaging;
using Xunit;

namespace UneXt50.Tests.Imaging;

public class DecodedPixelsTests
{
    public static TheoryData<string, int, int, string> Decoded =>
        new(Golden.Table("decoded.tsv").Select(row => (row[0], int.Parse(row[1]), int.Parse(row[2]), row[3])));

    public static TheoryData<string, int, int, int, string> Drafts => new(Golden.Table("drafts.tsv")
        .Select(row => (row[0], int.Parse(row[1]), int.Parse(row[2]), int.Parse(row[3]), row[4])));

    [Theory]
    [MemberData(nameof(Decoded))]
    public void Pixels_are_those_of_Pillow(string name, int width, int height, string sha256)
    {
        var frame = Golden.Picture(name);
        using var image = ImageDecoding.For(frame).Decode(frame, 0);
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(sha256, Golden.Sha256(image.Pixels));
    }

    [Theory]
    [MemberData(nameof(Drafts))]
    public void A_scaled_jpeg_is_what_Pillow_drafts(string name, int hint, int width, int height, string sha256)
    {
        var frame = Golden.Picture(name);
        using var image = ImageDecoding.For(frame).Decode(frame, hint);
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(sha256, Golden.Sha256(image.Pixels));
    }
}
