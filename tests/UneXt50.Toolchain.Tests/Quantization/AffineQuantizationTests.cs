using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class AffineQuantizationTests
{
    [Theory]
    [InlineData(0, 255, 1, 0)]
    [InlineData(0, 6.375f, 0.025f, 0)]
    [InlineData(-1, 1.55f, 0.01f, 100)]
    [InlineData(-2.55f, 0, 0.01f, 255)]
    public void The_255_steps_span_the_range(float min, float max, float scale, byte zeroPoint)
    {
        var quantization = AffineQuantization.Spanning(new ActivationRange(min, max));

        Assert.Equal(scale, quantization.Scale, 1e-7f);
        Assert.Equal(zeroPoint, quantization.ZeroPoint);
    }

    [Theory]
    [InlineData(-0.37f, 4.1f)]
    [InlineData(0, 1e-20f)]
    [InlineData(-3e8f, 1)]
    public void Zero_is_exact_and_no_value_of_the_range_is_off_by_more_than_a_step(float min, float max)
    {
        var quantization = AffineQuantization.Spanning(new ActivationRange(min, max));

        Assert.Equal(0, quantization.Round(0));
        for (var i = 0; i <= 1000; i++)
        {
            var value = min + ((double)max - min) * i / 1000;
            Assert.InRange(Math.Abs(quantization.Round(value) - value), 0, quantization.Scale * 1.0001);
        }
    }

    [Fact]
    public void What_lies_outside_is_clipped()
    {
        var quantization = new AffineQuantization(0.5f, 10);

        Assert.Equal(-5, quantization.Round(-100));
        Assert.Equal(122.5, quantization.Round(1000));
    }

    [Fact]
    public void Ties_go_to_the_even_level_as_in_QuantizeLinear()
    {
        var quantization = new AffineQuantization(1, 0);

        Assert.Equal(2, quantization.Round(2.5));
        Assert.Equal(4, quantization.Round(3.5));
    }

    [Fact]
    public void A_tensor_of_zeros_gets_a_scale_that_divides()
    {
        Assert.Equal(new AffineQuantization(1, 0), AffineQuantization.Spanning(new ActivationRange(0, 0)));
    }

    [Theory]
    [InlineData(0, 12.7f, 0.1f)]
    [InlineData(-25.4f, 1, 0.2f)]
    [InlineData(0, 0, 1)]
    public void Symmetric_steps_reach_as_far_down_as_up(float min, float max, float scale)
    {
        var quantization = AffineQuantization.Spanning(new ActivationRange(min, max), QuantizationTarget.TensorRt);

        Assert.Equal(scale, quantization.Scale, 1e-6f);
        Assert.Equal(0, quantization.Round(0));
        Assert.Equal(127 * scale, quantization.Round(1000), 1e-4);
        Assert.Equal(-128 * scale, quantization.Round(-1000), 1e-4);
    }
}
