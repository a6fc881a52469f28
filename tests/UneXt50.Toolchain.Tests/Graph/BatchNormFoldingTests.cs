using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class BatchNormFoldingTests
{
    private static readonly ConvolutionLayer Layer = new("conv", "bn", 1, 2, Kernel: 1);

    [Fact]
    public void Scale_and_shift_of_each_channel_go_into_weight_and_bias()
    {
        var (weight, bias) = BatchNormFolding.Fold(Tensors([3, -5], variance: [4 - 1e-5f, 0.25f - 1e-5f]), Layer);

        // gamma / sqrt(var + eps) is 2 / 2 and 3 / 0.5; beta - mean times it is 0.5 - 1 and 0.25 + 2 * 6.
        Assert.Equal([3f, -30f], weight.Values, (expected, actual) => Math.Abs(expected - actual) < 1e-5f);
        Assert.Equal([-0.5f, 12.25f], bias.Values, (expected, actual) => Math.Abs(expected - actual) < 1e-5f);
        Assert.Equal([2, 1, 1, 1], weight.Shape);
    }

    [Fact]
    public void A_variance_of_zero_leaves_the_epsilon()
    {
        var (weight, _) = BatchNormFolding.Fold(Tensors([1, 1], variance: [0, 0]), Layer);

        Assert.Equal((float)(2 / Math.Sqrt(1e-5)), weight.Values[0]);
    }

    [Fact]
    public void A_value_beyond_float32_is_an_error()
    {
        var damage = Assert.Throws<CheckpointDamage>(
            () => BatchNormFolding.Fold(Tensors([float.MaxValue, 1], variance: [0, 1]), Layer));

        Assert.Contains("folding bn into conv", damage.Message);
    }

    private static StateDict Tensors(float[] weight, float[] variance) => new(
    [
        new("conv.weight", new FloatTensor([2, 1, 1, 1], weight)),
        new("bn.weight", new FloatTensor([2], [2, 3])),
        new("bn.bias", new FloatTensor([2], [0.5f, 0.25f])),
        new("bn.running_mean", new FloatTensor([2], [1, -2])),
        new("bn.running_var", new FloatTensor([2], variance)),
    ]);
}
