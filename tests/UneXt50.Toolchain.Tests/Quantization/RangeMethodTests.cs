using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class RangeMethodTests
{
    [Fact]
    public void Min_max_keeps_everything()
    {
        Assert.Equal(new ActivationRange(-2, 10), new MinMaxRange().Choose(Histogram([-2, 1, 10])));
    }

    [Fact]
    public void A_percentile_of_an_even_spread_is_where_it_should_be()
    {
        // 1 % of the values lie outside, half of it at either end of -1..1.
        var range = new PercentileRange(99).Choose(Histogram(Spread(200_001, i => (i / 100_000f) - 1)));

        Assert.Equal(-0.99, range.Min, 1e-3);
        Assert.Equal(0.99, range.Max, 1e-3);
    }

    [Fact]
    public void A_percentile_drops_rare_outliers_and_keeps_the_rest()
    {
        var values = Spread(100_000, i => i / 100_000f);
        values[^1] = 50;

        Assert.Equal(1, new PercentileRange(99.99).Choose(Histogram(values)).Max, 0.03);
        Assert.Equal(50, new PercentileRange(99.999).Choose(Histogram(values)).Max);
    }

    [Fact]
    public void A_percentile_range_always_includes_zero()
    {
        var range = new PercentileRange(90).Choose(Histogram(Spread(1000, i => 5 + (i / 1000f))));

        Assert.Equal(0, range.Min);
        Assert.InRange(range.Max, 5.9, 6);
    }

    [Fact]
    public void Squared_error_keeps_an_even_spread_whole()
    {
        var range = new MeanSquaredErrorRange().Choose(Histogram(Spread(100_000, i => i / 10_000f)));

        Assert.InRange(range.Max, 9.8, 10);
    }

    [Fact]
    public void Squared_error_clips_the_tail_of_a_normal_distribution()
    {
        // 256 levels serve a standard normal distribution best at about +-4 (Banner et al. 2019 give 3.92 at 8 bits).
        var random = new Random(1);
        var values = Spread(1_000_000, _ => (float)Normal(random));
        values[0] = -12;
        values[^1] = 12;

        var range = new MeanSquaredErrorRange().Choose(Histogram(values));

        Assert.InRange(range.Max, 3.4, 4.6);
        Assert.InRange(range.Min, -4.6, -3.4);
    }

    [Fact]
    public void Squared_error_of_the_chosen_range_is_below_that_of_the_whole()
    {
        var random = new Random(2);
        var values = Spread(100_000, _ => (float)Math.Pow(Math.Abs(Normal(random)), 3));
        var histogram = Histogram(values);

        Assert.True(Error(new MeanSquaredErrorRange()) < Error(new MinMaxRange()));

        double Error(IRangeMethod method)
        {
            var quantization = AffineQuantization.Spanning(method.Choose(histogram));
            return values.Sum(value => Math.Pow(quantization.Round(value) - value, 2));
        }
    }

    [Fact]
    public void Symmetric_steps_clip_both_tails_of_a_normal_distribution_alike()
    {
        var random = new Random(1);
        var values = Spread(1_000_000, _ => (float)Normal(random));
        values[0] = -12;
        values[^1] = 12;

        var range = new MeanSquaredErrorRange(QuantizationTarget.TensorRt).Choose(Histogram(values));

        Assert.InRange(range.Max, 3.4, 4.6);
        Assert.Equal(-range.Max, range.Min);
    }

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(0, 3)]
    [InlineData(0, 0)]
    public void One_sided_activations_stay_one_sided(float min, float max)
    {
        var histogram = Histogram(Spread(1000, i => min + ((max - min) * i / 999)));

        foreach (var method in RangeSearch.Methods(QuantizationTarget.Cpu)
            .Concat(RangeSearch.Methods(QuantizationTarget.TensorRt)))
        {
            var range = method.Choose(histogram);
            Assert.InRange(range.Min, min, 0);
            Assert.InRange(range.Max, 0, max);
        }
    }

    private static float[] Spread(int count, Func<int, float> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static ActivationHistogram Histogram(float[] values)
    {
        var histogram = new ActivationHistogram(ActivationRange.Including(values.Min(), values.Max()));
        histogram.Count(values);
        return histogram;
    }
}
