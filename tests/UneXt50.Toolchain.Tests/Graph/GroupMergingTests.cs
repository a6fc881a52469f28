using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Tests.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class GroupMergingTests
{
    [Fact]
    public void Neighbours_become_blocks_on_the_diagonal()
    {
        var (weight, groups) = GroupMerging.Merge(new FloatTensor([4, 1, 1, 1], [1, 2, 3, 4]), 4, minimumChannels: 2);

        Assert.Equal(2, groups);
        Assert.Equal([4, 2, 1, 1], weight.Shape);
        Assert.Equal([1, 0, 0, 2, 3, 0, 0, 4], weight.Values);
    }

    [Fact]
    public void Kernels_and_outputs_of_a_group_stay_together()
    {
        // Two groups of two outputs and one input, kernel 1x2.
        var narrow = new FloatTensor([4, 1, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]);

        var (weight, groups) = GroupMerging.Merge(narrow, 2, minimumChannels: 2);

        Assert.Equal(1, groups);
        Assert.Equal([1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 5, 6, 0, 0, 7, 8], weight.Values);
    }

    [Theory]
    [InlineData(32, 4, 16, 8)]
    [InlineData(32, 4, 32, 4)]
    [InlineData(32, 16, 16, 32)]
    [InlineData(32, 32, 16, 32)]
    [InlineData(2, 4, 16, 1)]
    [InlineData(6, 4, 10, 2)]
    [InlineData(37, 4, 16, 37)]
    public void As_few_groups_merge_as_reach_the_width(int groups, int channels, int minimum, int expected)
    {
        var weight = new FloatTensor([groups, channels], new float[groups * channels]);

        Assert.Equal(expected, GroupMerging.Merge(weight, groups, minimum).Groups);
    }

    [Fact]
    public void A_merged_model_computes_the_same()
    {
        var tensors = Networks.Tensors("resnext20_4x2d_half_parallel");
        var layout = LayoutInference.Infer(tensors);
        var model = BackboneGraphBuilder.Build(layout, tensors, Networks.Card(layout));
        var photos = Golden.Picture(2, Networks.InputSize);
        var before = OnnxRun.Outputs(model, photos, Networks.InputSize);

        var merged = GroupMerging.Apply(model, minimumChannels: 6);

        // The stages have 2, 3, 4 and 5 channels in each of 4 groups, and 2, 1, 2 and 1 blocks.
        Assert.Equal(6, merged);
        var grouped = model.Graph.Node.Where(node => node.Name.EndsWith("conv2", StringComparison.Ordinal));
        Assert.Equal([1L, 1, 2, 2, 2, 2], grouped.Select(node => node.Integer("group", 1)));
        Assert.InRange(OnnxRun.Difference(before, OnnxRun.Outputs(model, photos, Networks.InputSize)), 0, 1e-5f);
    }

    [Fact]
    public void A_weight_that_two_convolutions_share_stays()
    {
        var model = Shared(uses: 2);

        Assert.Equal(0, GroupMerging.Apply(model, minimumChannels: 2));
        Assert.Equal(1, GroupMerging.Apply(Shared(uses: 1), minimumChannels: 2));
    }

    private static ModelProto Shared(int uses)
    {
        var model = new ModelProto { Graph = new GraphProto() };
        model.Graph.Initializer.Add(new FloatTensor([4, 1, 1, 1], [1, 2, 3, 4]).ToProto("weight"));
        for (var i = 0; i < uses; i++)
            model.Graph.Node.Add(new NodeProto { OpType = "Conv", Input = { "x", "weight" } }.WithInteger("group", 4));
        return model;
    }
}
