using System.Runtime.InteropServices;
using UneXt50.Imaging;
using Xunit;

namespace UneXt50.Tests.Imaging;

public class PreprocessorTests
{
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Std = [0.229f, 0.224f, 0.225f];

    public static TheoryData<string, int, int, Interpolation, string, string> Preprocessed =>
        new(Golden.Table("preprocessed.tsv").Select(row => (
            row[0],
            int.Parse(row[1]),
            int.Parse(row[2]),
            Enum.Parse<Interpolation>(row[3], ignoreCase: true),
            row[4],
            row[5])));

    [Theory]
    [MemberData(nameof(Preprocessed))]
    public void Resize_crop_and_tensor_are_those_of_torchvision(
        string name, int size, int shortSide, Interpolation filter, string cropSha256, string tensorSha256)
    {
        using var image = Open(name);
        var preprocessor = new Preprocessor(new PreprocessRule(size, shortSide, filter, Mean, Std));

        using var crop = preprocessor.ToSquare(image);
        Assert.Equal(cropSha256, Golden.Sha256(crop.Pixels));

        // Not within a tolerance: the same float32 operations in the same order give the same bits.
        var planes = new float[3 * size * size];
        preprocessor.Write(image, planes);
        Assert.Equal(tensorSha256, Golden.Sha256(MemoryMarshal.AsBytes<float>(planes)));
    }

    public static TheoryData<string, int, Interpolation, Fit, string, string, string> Squares =>
        new(Golden.Table("squares.tsv").Select(row => (
            row[0],
            int.Parse(row[1]),
            Enum.Parse<Interpolation>(row[2], ignoreCase: true),
            Enum.Parse<Fit>(row[3], ignoreCase: true),
            row[4],
            row[5],
            row[6])));

    [Theory]
    [MemberData(nameof(Squares))]
    public void Stretched_and_padded_squares_are_Pillows_and_planes_come_in_either_order(
        string name, int size, Interpolation filter, Fit fit, string square, string rgb, string bgr)
    {
        using var image = Open(name);
        var rule = new PreprocessRule(size, size, filter, Mean, Std, fit);
        string Tensor(ChannelOrder channels)
        {
            var planes = new float[3 * size * size];
            new Preprocessor(rule with { Channels = channels }).Write(image, planes);
            return Golden.Sha256(MemoryMarshal.AsBytes<float>(planes));
        }

        using var pixels = new Preprocessor(rule).ToSquare(image);

        Assert.Equal(square, Golden.Sha256(pixels.Pixels));
        Assert.Equal((rgb, bgr), (Tensor(ChannelOrder.Rgb), Tensor(ChannelOrder.Bgr)));
    }

    [Fact]
    public void A_picture_that_is_too_thin_for_a_row_is_padded_around_one()
    {
        using var image = new RgbImage(3000, 2);
        image.Pixels.Fill(200);
        var rule = new PreprocessRule(64, 64, Interpolation.Bilinear, Mean, Std, Fit.Pad);

        using var square = new Preprocessor(rule).ToSquare(image);

        Assert.Equal(64 * 3, square.Pixels.ToArray().Count(value => value == 200));
        Assert.Equal(200, square.Row(32)[0]);
    }

    [Theory]
    [InlineData(Fit.Stretch)]
    [InlineData(Fit.Pad)]
    public void Where_nothing_is_cropped_the_short_side_is_the_size(Fit fit)
    {
        var rule = new PreprocessRule(64, 72, Interpolation.Bilinear, Mean, Std, fit);

        Assert.Throws<ArgumentOutOfRangeException>(() => new Preprocessor(rule));
    }

    [Fact]
    public void The_tensor_is_within_a_millionth_of_torchvisions()
    {
        using var image = Open("baseline.jpg");
        var preprocessor = new Preprocessor(new PreprocessRule(24, 30, Interpolation.Bicubic, Mean, Std));
        var planes = new float[3 * 24 * 24];
        preprocessor.Write(image, planes);

        var expected = MemoryMarshal.Cast<byte, float>(Golden.Bytes("baseline-24.f32"));
        for (var i = 0; i < planes.Length; i++) Assert.Equal(expected[i], planes[i], 1e-6f);
    }

    [Fact]
    public void Planes_of_the_wrong_length_are_refused()
    {
        using var image = new RgbImage(4, 4);
        var preprocessor = new Preprocessor(new PreprocessRule(8, 8, Interpolation.Bilinear, Mean, Std));
        Assert.Throws<ArgumentOutOfRangeException>(() => preprocessor.Write(image, new float[8 * 8]));
    }

    [Fact]
    public void Nothing_but_the_handle_of_the_crop_is_allocated_for_a_picture()
    {
        using var image = Open("640x480");
        var preprocessor = new Preprocessor(new PreprocessRule(160, 160, Interpolation.Bicubic, Mean, Std));
        var planes = new float[preprocessor.PlanesLength];
        long AllocatedByAHundred()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) preprocessor.Write(image, planes);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A garbage collection that other tests cause may empty the shared pool meanwhile: the best of a few tries
        // counts.
        Assert.InRange(Enumerable.Range(0, 10).Min(_ => AllocatedByAHundred()), 0, 100 * 64);
    }

    [Fact]
    public async Task Several_threads_may_share_a_preprocessor()
    {
        var preprocessor = new Preprocessor(new PreprocessRule(97, 120, Interpolation.Bicubic, Mean, Std));
        float[] Planes(string name)
        {
            using var image = Open(name);
            var planes = new float[preprocessor.PlanesLength];
            preprocessor.Write(image, planes);
            return planes;
        }

        string[] names = ["333x500", "31x47", "640x480", "1x500"];
        var alone = names.Select(Planes).ToArray();
        var cancellation = TestContext.Current.CancellationToken;
        var together = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Task.Run(() => Planes(names[i % 4]), cancellation)));
        for (var i = 0; i < together.Length; i++) Assert.Equal(alone[i % 4], together[i]);
    }

    // A picture file, or the synthetic picture of a "WIDTHxHEIGHT" row as make_goldens.py draws it.
    private static RgbImage Open(string name)
    {
        if (name.Contains('.', StringComparison.Ordinal))
        {
            var frame = Golden.Picture(name);
            return ImageDecoding.For(frame).Decode(frame, 0);
        }

        var sides = name.Split('x');
        var image = new RgbImage(int.Parse(sides[0]), int.Parse(sides[1]));
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                row[3 * x] = (byte)(((x * 7) + (y * 13)) ^ (x * y));
                row[(3 * x) + 1] = (byte)((x * 3) + (y * y));
                row[(3 * x) + 2] = (byte)((x * x) ^ (y * 11));
            }
        }

        return image;
    }
}
