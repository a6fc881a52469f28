using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class LayoutInferenceTests
{
    [Theory]
    [InlineData("resnext50_32x4d", true, new[] { 3, 4, 6, 3 }, 32, 128)]
    [InlineData("resnext101_32x8d", true, new[] { 3, 4, 23, 3 }, 32, 256)]
    [InlineData("resnext101_64x4d", true, new[] { 3, 4, 23, 3 }, 64, 256)]
    [InlineData("resnet50", true, new[] { 3, 4, 6, 3 }, 1, 64)]
    [InlineData("resnet101", true, new[] { 3, 4, 23, 3 }, 1, 64)]
    [InlineData("resnet152", true, new[] { 3, 8, 36, 3 }, 1, 64)]
    [InlineData("wide_resnet50_2", true, new[] { 3, 4, 6, 3 }, 1, 128)]
    [InlineData("wide_resnet101_2", true, new[] { 3, 4, 23, 3 }, 1, 128)]
    [InlineData("resnet18", false, new[] { 2, 2, 2, 2 }, 1, 64)]
    [InlineData("resnet34", false, new[] { 3, 4, 6, 3 }, 1, 64)]
    public void A_member_of_the_family_is_told_by_its_shapes(
        string name, bool bottleneck, int[] depths, int groups, int width)
    {
        var layout = LayoutInference.Infer(Skeleton(bottleneck, depths, groups, width));

        Assert.Equal(name, layout.Architecture);
        Assert.Equal(depths.Sum(), layout.Blocks.Count);
        Assert.Equal(bottleneck ? 2048 : 512, layout.FeatureWidth);
        Assert.Equal(7, layout.ClassCount);
    }

    [Fact]
    public void Strides_and_shortcuts_are_where_torchvision_has_them()
    {
        var layout = LayoutInference.Infer(Skeleton(bottleneck: true, [3, 4, 6, 3], groups: 32, width: 128));

        Assert.Equal(["layer1.0", "layer2.0", "layer3.0", "layer4.0"],
            layout.Blocks.Where(block => block.Shortcut is not null).Select(block => block.Name));
        Assert.Equal(
            ["conv1", "layer2.0.conv2", "layer2.0.downsample.0", "layer3.0.conv2", "layer3.0.downsample.0",
                "layer4.0.conv2", "layer4.0.downsample.0"],
            layout.Convolutions.Where(layer => layer.Stride == 2).Select(layer => layer.Name));
        Assert.All(layout.Convolutions.Where(layer => layer.Name.EndsWith("conv2", StringComparison.Ordinal)),
            layer => Assert.Equal(32, layer.Groups));
    }

    [Fact]
    public void Another_network_is_refused_with_its_first_tensors()
    {
        var scalar = new FloatTensor([], [1]);
        var alien = new StateDict([new("patch_embed.proj.weight", scalar), new("cls_token", scalar)]);

        var damage = Assert.Throws<CheckpointDamage>(() => LayoutInference.Infer(alien));

        Assert.Contains("patch_embed.proj.weight, cls_token", damage.Message);
    }

    /// <summary>Names of all blocks, and weights just large enough to have the leading extents that are read.</summary>
    private static StateDict Skeleton(bool bottleneck, int[] depths, int groups, int width)
    {
        var tensors = new List<KeyValuePair<string, FloatTensor>>();
        void Add(string name, int outer, int inner) =>
            tensors.Add(new(name, new FloatTensor([outer, inner], new float[outer * inner])));

        Add("conv1.weight", 64, 3);
        for (var stage = 0; stage < 4; stage++)
        {
            for (var block = 0; block < depths[stage]; block++)
            {
                var name = $"layer{stage + 1}.{block}";
                Add($"{name}.conv1.weight", width << stage, 1);
                Add($"{name}.conv2.weight", width << stage, (width << stage) / groups);
                if (bottleneck) Add($"{name}.conv3.weight", 256 << stage, 1);
            }
        }

        Add("fc.weight", 7, 1);
        return new StateDict(tensors);
    }
}
