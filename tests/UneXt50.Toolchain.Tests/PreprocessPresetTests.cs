using UneXt50.Imaging;
using UneXt50.Labels;
using UneXt50.Toolchain.Preprocessing;
using Xunit;

namespace UneXt50.Toolchain.Tests;

public sealed class PreprocessPresetTests
{
    [Theory]
    [InlineData("torchvision-v1", 224, 256, Interpolation.Bilinear)]
    [InlineData("torchvision-v2", 224, 232, Interpolation.Bilinear)]
    [InlineData("timm:resnext50_32x4d.tv_in1k", 224, 256, Interpolation.Bilinear)]
    [InlineData("timm:resnext50_32x4d.tv2_in1k", 224, 232, Interpolation.Bilinear)]
    [InlineData("timm:resnext50_32x4d.fb_swsl_ig1b_ft_in1k", 224, 256, Interpolation.Bilinear)]
    [InlineData("timm:resnext50_32x4d.a1h_in1k", 224, 235, Interpolation.Bicubic)]
    [InlineData("timm:resnext50d_32x4d.bt_in1k", 224, 256, Interpolation.Bicubic)]
    [InlineData("timm:resnet50.a1h_in1k", 224, 224, Interpolation.Bicubic)]
    [InlineData("timm:resnet101d.ra2_in1k", 256, 269, Interpolation.Bicubic)]
    [InlineData("timm:wide_resnet50_2.racm_in1k", 224, 256, Interpolation.Bicubic)]
    public void A_preset_is_what_its_checkpoint_was_evaluated_with(
        string name, int size, int shortSide, Interpolation interpolation)
    {
        var rule = PreprocessPreset.Find(name);

        Assert.Equal((size, shortSide, interpolation), (rule.InputSize, rule.ResizeShortSide, rule.Interpolation));
        Assert.Equal([0.485f, 0.456f, 0.406f], rule.Mean);
        Assert.Equal([0.229f, 0.224f, 0.225f], rule.Std);
    }

    [Theory]
    [InlineData("timm:resnext50d_32x4d.bt_in1k", "resnext50d_32x4d")]
    [InlineData("timm:wide_resnet50_2.racm_in1k", "wide_resnet50_2")]
    [InlineData("torchvision-v2", null)]
    public void A_preset_of_timm_names_its_network(string preset, string? architecture) =>
        Assert.Equal(architecture, PreprocessPreset.ArchitectureOf(preset));

    [Theory]
    [InlineData("torchvision")]
    [InlineData("timm:")]
    [InlineData("timm:resnext50_32x4d")]
    [InlineData("timm:resnext50_32x4d.unknown_in1k")]
    [InlineData("timm:vit_base_patch16_224.tv_in1k")]
    public void A_preset_that_is_not_known_is_an_error(string name)
    {
        var error = Assert.Throws<UneXt50Exception>(() => PreprocessPreset.Find(name));

        Assert.Equal((ErrorKind.Usage, name), (error.Kind, error.Subject));
    }

    [Fact]
    public void The_names_of_imagenet_are_there_in_their_order()
    {
        var names = LabelsFile.Read(LabelsFile.ImageNet).Names;

        Assert.Equal(1000, names.Count);
        Assert.Equal(("tench", "tabby", "toilet tissue"), (names[0], names[281], names[999]));
    }
}
