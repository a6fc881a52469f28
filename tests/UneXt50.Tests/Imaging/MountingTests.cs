using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging;

/// <summary>Cameras that hang otherwise, against Pillow (golden/make_mountings.py).</summary>
public sealed class MountingTests
{
    public static TheoryData<string, int, int, Flip, string, int, int, string> Mounted => new(
        Golden.Table("mounted.tsv").Select(row => (
            row[0], int.Parse(row[1]), int.Parse(row[2]), Enum.Parse<Flip>(row[3]), row[4], int.Parse(row[5]),
            int.Parse(row[6]), row[7])));

    [Theory]
    [MemberData(nameof(Mounted))]
    public void A_frame_is_turned_then_mirrored_then_cut_as_by_hand(
        string name, int hint, int turn, Flip flip, string region, int width, int height, string sha256)
    {
        var mounting = new Mounting { Rotation = turn, Flip = flip, Regions = [CropRegion.Parse(region)] };

        using var image = Assert.Single(mounting.Decode(Golden.Picture(name), hint)).Image;

        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(sha256, Golden.Sha256(image.Pixels));
    }

    [Fact]
    public void Regions_that_touch_in_percent_touch_in_pixels()
    {
        var mounting = new Mounting
        {
            Regions = CropRegion.ParseAll(["left=0%,0%,33.4%,100%", "right=33.4%,0%,66.6%,100%", "whole=0,0,7,3"]),
        };

        var images = mounting.Decode(Pixels(7, 3), 0);

        Assert.Equal(["left", "right", "whole"], images.Select(image => image.Region));
        Assert.Equal([(2, 3), (5, 3), (7, 3)], images.Select(image => (image.Image.Width, image.Image.Height)));
        Assert.Equal(6, images[1].Image.Pixels[0]);
    }

    [Fact]
    public void A_whole_frame_is_turned_too()
    {
        using var image = Assert.Single(new Mounting { Rotation = 90 }.Decode(Pixels(7, 3), 0)).Image;

        Assert.Equal((3, 7), (image.Width, image.Height));
        Assert.Equal(2 * 7 * 3, image.Pixels[0]);
    }

    [Theory]
    [InlineData("0,0,8,3", "the region reaches beyond the frame, which is 7x3 pixels")]
    [InlineData("door=7,0,1,1", "'door' reaches beyond the frame, which is 7x3 pixels")]
    [InlineData("50%,0%,60,100%", "reaches beyond the frame")]
    [InlineData("0%,0%,1%,100%", "is no pixel of the frame")]
    public void A_region_that_is_not_in_the_frame_is_refused(string region, string problem)
    {
        var mounting = new Mounting { Regions = [CropRegion.Parse(region)] };

        var refused = Assert.Throws<UneXt50Exception>(() => mounting.Decode(Pixels(7, 3), 0));

        Assert.Equal(ErrorKind.Usage, refused.Kind);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Each pixel's red is three times its number.</summary>
    private static Frame Pixels(int width, int height) => new(
        "", Enumerable.Range(0, 3 * width * height).Select(i => (byte)i).ToArray(),
        new PixelLayout(PixelFormat.Rgb24, width, height, 3 * width));
}
