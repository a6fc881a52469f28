using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class HeadInferenceTests
{
    [Fact]
    public void Without_tensors_of_a_head_there_is_none() => Assert.Null(Infer(("conv1.weight", [8, 3])));

    [Fact]
    public void A_linear_classifier_takes_the_features()
    {
        var head = Infer(("fc.weight", [5, 12]), ("fc.bias", [5]));

        Assert.Equal([new LinearLayer("fc", null, 12, 5, HasBias: true)], head!.Layers);
        Assert.False(head.ConcatenatesMaximum);
    }

    [Fact]
    public void A_classifier_may_have_no_bias() => Assert.Equal(
        [new LinearLayer("fc", null, 12, 5, HasBias: false)], Infer(("fc.weight", [5, 12]))!.Layers);

    [Fact]
    public void A_single_logit_stands_for_two_classes()
    {
        var head = Infer(("fc.weight", [1, 12]), ("fc.bias", [1]))!;

        Assert.Equal((true, 2), (head.HasOneLogit, head.ClassCount));
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(12, false)]
    public void The_pool_of_fast_ai_is_told_by_the_width_of_its_head(int width, bool concatenates)
    {
        var head = Infer(("head.2.running_mean", [width]), ("head.4.weight", [9, width]),
            ("head.6.running_mean", [9]), ("head.8.weight", [4, 9]), ("head.8.bias", [4]));

        Assert.Equal(
            [new("head.4", "head.2", width, 9, false), new LinearLayer("head.8", "head.6", 9, 4, HasBias: true)],
            head!.Layers);
        Assert.Equal(concatenates, head.ConcatenatesMaximum);
        Assert.Equal(4, head.ClassCount);
    }

    [Fact]
    public void A_head_whose_layers_do_not_fit_each_other_is_refused() => Refused(
        ("head.2.running_mean", [24]), ("head.4.weight", [9, 24]),
        ("head.6.running_mean", [8]), ("head.8.weight", [4, 8]));

    [Fact]
    public void A_head_of_another_width_than_the_backbone_is_refused() =>
        Refused(("head.2.running_mean", [7]), ("head.4.weight", [9, 7]));

    [Fact]
    public void Another_head_is_refused() => Refused(("head.0.weight", [4, 24]));

    private static void Refused(params (string Name, int[] Shape)[] tensors) =>
        Assert.Contains("create_head", Assert.Throws<CheckpointDamage>(() => Infer(tensors)).Message);

    private static ClassifierHead? Infer(params (string Name, int[] Shape)[] tensors) => HeadInference.Infer(
        new StateDict(tensors.Select(tensor => KeyValuePair.Create(tensor.Name,
            new FloatTensor(tensor.Shape, new float[tensor.Shape.Aggregate(1, (count, extent) => count * extent)])))),
        featureWidth: 12);
}
