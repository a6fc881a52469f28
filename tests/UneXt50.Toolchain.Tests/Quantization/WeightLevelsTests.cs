using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class WeightLevelsTests
{
    [Fact]
    public void A_kernel_keeps_its_sum_and_moves_what_was_rounded_least_surely()
    {
        var weights = new FloatTensor([1, 1, 2, 2], [1.42f, 2.45f, 3.4f, 4.3f]);

        // The nearest, 1 2 3 4, are 1.57 too little.
        Assert.Equal<sbyte>([2, 3, 3, 4], WeightLevels.Quantize(weights, [1], axis: 0));
    }

    [Fact]
    public void Every_kernel_s_sum_is_kept_to_half_a_level_and_every_weight_to_one()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 4 * 3 * 9).Select(_ => random.NextSingle() * 2 - 1).ToArray();
        float[] scales = [0.011f, 0.02f, 0.0123f, 0.3f];

        var levels = WeightLevels.Quantize(new FloatTensor([4, 3, 3, 3], values), scales, axis: 0);

        for (var kernel = 0; kernel < 12; kernel++)
        {
            var errors = Enumerable.Range(kernel * 9, 9).Select(i => levels[i] - values[i] / scales[i / 27]).ToList();
            Assert.InRange(errors.Sum(), -0.501f, 0.501f);
            Assert.All(errors, error => Assert.InRange(error, -1, 1));
        }
    }

    [Fact]
    public void Zeros_stay_zeros_whatever_stands_beside_them()
    {
        var weights = new FloatTensor([1, 2, 1, 3], [0, 0, 0, 0.4f, 0.4f, 0]);

        Assert.Equal<sbyte>([0, 0, 0, 1, 0, 0], WeightLevels.Quantize(weights, [1], axis: 0));
    }

    [Fact]
    public void A_matrix_is_rounded_to_the_nearest()
    {
        var weights = new FloatTensor([2, 2], [1.4f, 1.4f, 1.4f, 1.6f]);

        Assert.Equal<sbyte>([1, 1, 1, 2], WeightLevels.Quantize(weights, [1, 1], axis: 0));
        Assert.Equal<sbyte>([1, 3, 1, 3], WeightLevels.Quantize(weights, [1, 0.5f], axis: 1));
    }
}
