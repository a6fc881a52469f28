using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Tests.Checkpoints;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class TrunkTensorsTests
{
    [Theory]
    [InlineData("conv1.weight", "torchvision", "conv1.weight")]
    [InlineData("module.conv1.weight", "torchvision", "conv1.weight")]
    [InlineData("module.model.backbone.conv1.weight", "torchvision", "conv1.weight")]
    [InlineData("conv1.0.weight", "timm with a deep stem", "conv1.0.weight")]
    [InlineData("0.0.weight", "fast.ai", "conv1.weight")]
    [InlineData("module.0.0.weight", "fast.ai", "conv1.weight")]
    [InlineData("enc0.0.weight", "UneXt50 segmentation", "conv1.weight")]
    public void The_layout_is_told_by_the_stem(string name, string layout, string torchvision)
    {
        var trunk = TrunkTensors.Of(Tensors(name));

        Assert.Equal(layout, trunk.Layout.Name);
        Assert.Equal([torchvision], trunk.Tensors.Names);
    }

    [Theory]
    [InlineData("head.fc.weight")]
    [InlineData("head.weight")]
    [InlineData("fc.weight")]
    public void A_head_beside_the_backbone_is_found(string name)
    {
        var trunk = TrunkTensors.Of(Tensors("module.backbone.conv1.weight", $"module.{name}"));

        Assert.Equal(["conv1.weight", "fc.weight"], trunk.Tensors.Names);
    }

    [Fact]
    public void The_decoder_of_a_segmentation_network_is_left_out_and_the_rest_is_the_trunk()
    {
        var trunk = TrunkTensors.Of(CheckpointReader.Read(Golden.File("segmentation.pth")));

        Assert.Equal(
            ["aspp.aspps.0.0.weight", "dec4.up.0.weight", "dec1.conv1.0.bias", "fpn.convs.0.0.weight",
                "final_conv.0.weight"],
            trunk.LeftOut);
        Assert.Equal(Networks.Tensors("resnext14_2x3d").Names.SkipLast(2), trunk.Tensors.Names);
        Assert.Null(LayoutInference.Infer(trunk.Tensors).Head);
    }

    [Fact]
    public void Unknown_tensors_beside_a_classifier_stay_and_are_refused_later() => Assert.Equal(
        ["conv1.weight", "decoder.weight"],
        TrunkTensors.Of(Tensors("conv1.weight", "decoder.weight")).Tensors.Names);

    [Fact]
    public void Two_tensors_of_one_name_are_an_error()
    {
        var twice = Tensors("backbone.conv1.weight", "head.weight", "fc.weight");

        var damage = Assert.Throws<CheckpointDamage>(() => TrunkTensors.Of(twice));

        Assert.Contains("'fc.weight'", damage.Message);
    }

    private static StateDict Tensors(params string[] names) =>
        new(names.Select(name => KeyValuePair.Create(name, new FloatTensor([], [1]))));
}
