using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Tests.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class BackboneTensorsTests
{
    private static readonly string[] Torchvision =
        ["conv1.weight", "bn1.running_var", "layer1.0.conv1.weight", "layer4.0.bn1.running_var"];

    private static readonly string[] HuggingFace =
    [
        "embedder.embedder.convolution.weight", "embedder.embedder.normalization.running_var",
        "encoder.stages.0.layers.0.layer.0.convolution.weight",
        "encoder.stages.3.layers.0.layer.0.normalization.running_var",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("module.")]
    [InlineData("state_dict.model.backbone.")]
    [InlineData("any_name_at_all.0.net.encoder.resnet.")]
    public void Whatever_stands_before_all_names_is_taken_off(string prefix)
    {
        var backbone = BackboneTensors.Find(Tensors([.. Torchvision.Select(name => prefix + name)]));

        Assert.Equal(Torchvision, backbone.Tensors.Names);
        Assert.Equal(("torchvision", prefix.TrimEnd('.')), (backbone.Layout.Name, backbone.Prefix));
        Assert.Empty(backbone.LeftOut);
    }

    [Fact]
    public void What_compiling_and_sharding_put_into_names_is_taken_out_wherever_it_stands() => Assert.Equal(
        Torchvision, BackboneTensors.Find(Tensors("_orig_mod.module.conv1.weight", "module._orig_mod.bn1.running_var",
            "module._forward_module.layer1._orig_mod.0._checkpoint_wrapped_module.conv1.weight",
            "module.layer4._fsdp_wrapped_module.0.bn1.running_var")).Tensors.Names);

    [Theory]
    [InlineData("timm with a deep stem", "conv1.0.weight", "bn1.running_var", "layer1.0.conv1.weight")]
    [InlineData("mmpretrain with a deep stem", "stem.0.weight", "stem.7.running_var", "layer1.0.conv1.weight")]
    public void A_deep_stem_is_told_by_its_names(string layout, params string[] names)
    {
        var backbone = BackboneTensors.Find(Tensors([.. names.Select(name => "module.backbone." + name)]));

        Assert.Equal(layout, backbone.Layout.Name);
        Assert.Equal(["conv1.0.weight", "bn1.running_var", "layer1.0.conv1.weight"], backbone.Tensors.Names);
    }

    [Theory]
    [InlineData("fast.ai", "0.weight", "1.running_var", "4.0.conv1.weight", "7.0.bn1.running_var")]
    [InlineData("UneXt50 segmentation", "enc0.0.weight", "enc0.1.running_var", "enc1.1.0.conv1.weight",
        "enc4.0.bn1.running_var")]
    public void Other_names_are_told_by_their_first_block(string layout, params string[] names)
    {
        foreach (var prefix in (string[])["", "module.", "model.0."])
        {
            var backbone = BackboneTensors.Find(Tensors([.. names.Select(name => prefix + name)]));

            Assert.Equal(layout, backbone.Layout.Name);
            Assert.Equal(Torchvision, backbone.Tensors.Names);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("resnet.")]
    [InlineData("model.resnet.")]
    public void Names_of_hugging_face_are_a_renaming(string prefix)
    {
        var shortcut = "encoder.stages.1.layers.0.shortcut.";
        var backbone = BackboneTensors.Find(Tensors(
            [.. HuggingFace.Append(shortcut + "convolution.weight").Append(shortcut + "normalization.bias")
                .Append("encoder.stages.2.layers.10.layer.2.normalization.weight").Select(name => prefix + name)]));

        Assert.True(backbone.Layout.IsHuggingFace);
        Assert.Equal(
            [.. Torchvision, "layer2.0.downsample.0.weight", "layer2.0.downsample.1.bias", "layer3.10.bn3.weight"],
            backbone.Tensors.Names);
    }

    [Theory]
    [InlineData("backbone.", "head.fc.weight")]
    [InlineData("backbone.", "head.weight")]
    [InlineData("backbone.", "fc.weight")]
    [InlineData("model.backbone.", "model.classifier.1.weight")]
    [InlineData("model.backbone.", "classifier.weight")]
    [InlineData("encoder.backbone.", "encoder.backbone.last_linear.weight")]
    [InlineData("0.", "2.weight")]
    [InlineData("", "fc.linear.weight")]
    public void A_head_beside_the_backbone_is_found(string prefix, string head)
    {
        var backbone = BackboneTensors.Find(Tensors([.. Torchvision.Select(name => prefix + name), head]));

        Assert.Equal([.. Torchvision, "fc.weight"], backbone.Tensors.Names);
    }

    [Fact]
    public void A_head_can_be_left_out()
    {
        var backbone = BackboneTensors.Find(Tensors([.. Torchvision, "fc.0.weight", "fc.3.weight"]), withoutHead: true);

        Assert.Equal(Torchvision, backbone.Tensors.Names);
        Assert.Equal(["fc"], backbone.LeftOut);
    }

    [Theory]
    [InlineData("criterion.weight", "criterion")]
    [InlineData("model.projector.0.weight", "model.projector")]
    [InlineData("model.queue", "model.queue")]
    public void What_lies_beside_the_network_is_left_out_and_named(string name, string part)
    {
        var backbone = BackboneTensors.Find(Tensors([.. Torchvision.Select(name => "model.encoder." + name), name]));

        Assert.Equal(Torchvision, backbone.Tensors.Names);
        Assert.Equal([part], backbone.LeftOut);
    }

    [Fact]
    public void The_decoder_of_a_segmentation_network_is_left_out_and_the_rest_is_the_backbone()
    {
        var backbone = Networks.At(Golden.File("segmentation.pth"));

        Assert.Equal(["aspp", "dec4", "dec1", "fpn", "final_conv"], backbone.LeftOut);
        Assert.Equal(Networks.Tensors("resnext14_2x3d").Names.SkipLast(2), backbone.Tensors.Names);
        Assert.Null(LayoutInference.Infer(backbone.Tensors).Head);
    }

    [Fact]
    public void Unknown_tensors_among_the_backbone_s_stay_and_are_refused_later() => Assert.Equal(
        [.. Torchvision, "decoder.weight"],
        BackboneTensors.Find(Tensors([.. Torchvision, "decoder.weight"])).Tensors.Names);

    [Theory]
    [InlineData("it has several heads: 'head', 'fc'", "head.weight", "fc.weight")]
    [InlineData("its head has 2 linear layers (fc.0, fc.3)", "fc.0.weight", "fc.0.bias", "fc.3.weight")]
    [InlineData("its head has more than a linear layer: fc.0.running_var", "fc.0.running_var", "fc.1.weight")]
    [InlineData("its head 'fc' is not a linear layer", "fc.weight_v")]
    public void A_head_that_is_not_one_linear_layer_is_refused(string problem, params string[] names)
    {
        var damage = Assert.Throws<CheckpointDamage>(() => BackboneTensors.Find(
            Tensors([.. Torchvision.Select(name => "backbone." + name), .. names])));

        Assert.Contains(problem, damage.Message);
        Assert.Contains(Setting.NoHead, damage.Remedy);
    }

    [Fact]
    public void Of_a_checkpoint_without_a_backbone_the_names_stay() =>
        Assert.Equal(["patch_embed.weight"], BackboneTensors.Find(Tensors("patch_embed.weight")).Tensors.Names);

    /// <summary>Tensors that are matrices where they are called weights.</summary>
    private static CheckpointContents Tensors(params string[] names) => Networks.Contents(new StateDict(
        names.Select(name => KeyValuePair.Create(name, name.EndsWith("weight", StringComparison.Ordinal)
            ? new FloatTensor([1, 1], [1]) : new FloatTensor([1], [1])))));
}
