using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class QuantizationPlanTests
{
    [Fact]
    public void Convolutions_sums_and_pooling_are_integer_and_relus_disappear()
    {
        var graph = TinyNetwork.Model().Graph;
        var plan = QuantizationPlan.Create(graph);

        var integer = graph.Node.Where(plan.IsInteger).Select(node => node.Name);
        var folded = graph.Node.Where(plan.IsFoldedRelu).Select(node => node.Name);

        Assert.Equal(["stem", "pool", "grouped", "last", "sum", "end"], integer);
        Assert.Equal(["stem.relu", "grouped.relu", "block", "end.relu"], folded);
        Assert.Equal(["image", "stem.relu", "grouped.relu", "last", "block", "end.relu"], plan.Observed);
    }

    [Fact]
    public void Max_pooling_has_the_range_of_its_input()
    {
        Assert.Equal("stem.relu", QuantizationPlan.Create(TinyNetwork.Model().Graph).RangeOf["pool"]);
    }

    [Fact]
    public void A_node_of_another_kind_stays_float_between_quantized_tensors()
    {
        var graph = TinyNetwork.Model(activation: "Sigmoid").Graph;
        var plan = QuantizationPlan.Create(graph);

        var sigmoid = graph.Node.Single(node => node.OpType == "Sigmoid");

        Assert.False(plan.IsInteger(sigmoid) || plan.IsFoldedRelu(sigmoid));
        Assert.Contains("sum", plan.Observed);
        Assert.Contains("block", plan.Observed);
    }

    [Theory]
    [InlineData(0f, true)]
    [InlineData(-1f, false)]
    public void A_clip_from_zero_on_disappears_as_a_relu_does(float least, bool folded)
    {
        var graph = TinyNetwork.Model(activation: "Clip").Graph;
        var clip = graph.Node.Single(node => node.OpType == "Clip");
        graph.Initializer.Add(new FloatTensor([], [least]).ToProto("least"));
        graph.Initializer.Add(new FloatTensor([], [6f]).ToProto("most"));
        clip.Input.Add(["least", "most"]);

        Assert.Equal(folded, QuantizationPlan.Create(graph).IsFoldedRelu(clip));
    }

    [Fact]
    public void An_inner_linear_layer_is_integer_and_the_classifier_is_not()
    {
        var graph = TinyNetwork.Model().Graph;
        graph.Initializer.Add(new FloatTensor([4, 4], new float[16]).ToProto("more"));
        graph.Node.Add(new NodeProto { OpType = "MatMul", Input = { "logits", "more" }, Output = { "scores" } });
        graph.Output[1].Name = "scores";
        var plan = QuantizationPlan.Create(graph);

        Assert.True(plan.IsWeighted(graph.Node.Single(node => node.OpType == "Gemm")));
        Assert.False(plan.IsInteger(graph.Node.Single(node => node.OpType == "MatMul")));
    }

    [Fact]
    public void A_relu_beside_another_reader_of_the_convolution_stays()
    {
        var graph = TinyNetwork.Model().Graph;
        graph.Node.Single(node => node.Name == "sum").Input[1] = "grouped";
        var plan = QuantizationPlan.Create(graph);

        Assert.False(plan.IsFoldedRelu(graph.Node.Single(node => node.Name == "grouped.relu")));
        Assert.Contains("grouped", plan.Observed);
    }
}
