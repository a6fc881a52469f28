using UneXt50.Toolchain.Evaluation;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class OutputDistanceTests
{
    [Theory]
    [InlineData(new float[] { 1, 2 }, new float[] { 2, 4 }, 1)]
    [InlineData(new float[] { 1, 0 }, new float[] { 0, 3 }, 0)]
    [InlineData(new float[] { 1, 0 }, new float[] { 1, 1 }, 0.70710678)]
    [InlineData(new float[] { 0, 0 }, new float[] { 0, 0 }, 1)]
    [InlineData(new float[] { 0, 0 }, new float[] { 1, 0 }, 0)]
    public void Cosine_is_that_of_the_angle(float[] a, float[] b, double cosine)
    {
        Assert.Equal(cosine, OutputDistance.Cosine(a, b), 1e-8);
    }

    [Fact]
    public void Divergence_is_that_of_the_probabilities()
    {
        // Probabilities 3/4, 1/4 against 1/2, 1/2: 3/4 ln(3/2) + 1/4 ln(1/2).
        float[] expected = [MathF.Log(3), 0];

        Assert.Equal(0.1308120, OutputDistance.Divergence(expected, [5, 5]), 1e-6);
        Assert.Equal(0, OutputDistance.Divergence(expected, [MathF.Log(3) + 100, 100]), 1e-5);
    }

    [Fact]
    public void The_first_of_equal_logits_is_the_top() => Assert.Equal(1, OutputDistance.Top([1, 3, 3, 2]));

    [Fact]
    public void The_largest_difference_counts_either_way() =>
        Assert.Equal(3, OutputDistance.LargestDifference([1, 5, 2], [2, 2, 2]));
}
