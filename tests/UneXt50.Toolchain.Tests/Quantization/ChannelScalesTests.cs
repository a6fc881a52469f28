using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class ChannelScalesTests
{
    [Fact]
    public void Each_output_channel_has_the_scale_of_its_largest_weight()
    {
        var weights = new FloatTensor([3, 2, 1, 1], [1.27f, -0.5f, -254, 3, 0, 0]);

        Assert.Equal([0.01f, 2f, 0f], ChannelScales.Of(weights, WeightRange.MinMax));
    }

    [Theory]
    [InlineData(1.27f, 127)]
    [InlineData(-1.27f, -127)]
    [InlineData(-5, -127)]
    [InlineData(0.126f, 13)]
    [InlineData(0, 0)]
    public void Levels_are_symmetric_and_clipped(float weight, int level)
    {
        Assert.Equal(level, ChannelScales.Level(weight, 0.01f));
    }

    [Fact]
    public void Least_squared_error_clips_one_outlier_among_many()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 20_000).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        values[5] = 0.7f;
        var weights = new FloatTensor([1, values.Length], values);
        var whole = ChannelScales.Of(weights, WeightRange.MinMax)[0];
        var clipped = ChannelScales.Of(weights, WeightRange.MeanSquaredError)[0];

        Assert.InRange(clipped, 0.5f / 127 * 0.95f, whole * 0.99f);
        Assert.True(Error(clipped) < Error(whole));

        double Error(float scale) =>
            values.Sum(value => Math.Pow((ChannelScales.Level(value, scale) * scale) - value, 2));
    }

    [Fact]
    public void A_channel_of_zeros_has_no_scale_either_way()
    {
        var zeros = new FloatTensor([1, 4], new float[4]);

        Assert.Equal([0f], ChannelScales.Of(zeros, WeightRange.MinMax));
        Assert.Equal([0f], ChannelScales.Of(zeros, WeightRange.MeanSquaredError));
    }
}
