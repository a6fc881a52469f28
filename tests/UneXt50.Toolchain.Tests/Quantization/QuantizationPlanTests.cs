using UneXt50.Toolchain.Quantization;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class QuantizationPlanTests
{
    [Fact]
    public void Convolutions_sums_and_pooling_are_integer_and_relus_disappear()
    {
        var graph = TinyNetwork.Model().Graph;
        var plan = QuantizationPlan.Of(graph);

        var integer = graph.Node.Where(plan.IsInteger).Select(node => node.Name);
        var folded = graph.Node.Where(plan.IsFoldedRelu).Select(node => node.Name);

        Assert.Equal(["stem", "pool", "grouped", "last", "sum", "end"], integer);
        Assert.Equal(["stem.relu", "grouped.relu", "block", "end.relu"], folded);
        Assert.Equal(["image", "stem.relu", "grouped.relu", "last", "block", "end.relu"], plan.Observed);
    }

    [Fact]
    public void Max_pooling_has_the_range_of_its_input()
    {
        Assert.Equal("stem.relu", QuantizationPlan.Of(TinyNetwork.Model().Graph).RangeOf["pool"]);
    }

    [Fact]
    public void A_node_of_another_kind_stays_float_between_quantized_tensors()
    {
        var graph = TinyNetwork.Model(activation: "Sigmoid").Graph;
        var plan = QuantizationPlan.Of(graph);

        var sigmoid = graph.Node.Single(node => node.OpType == "Sigmoid");

        Assert.False(plan.IsInteger(sigmoid) || plan.IsFoldedRelu(sigmoid));
        Assert.Contains("sum", plan.Observed);
        Assert.Contains("block", plan.Observed);
    }

    [Fact]
    public void A_relu_beside_another_reader_of_the_convolution_stays()
    {
        var graph = TinyNetwork.Model().Graph;
        graph.Node.Single(node => node.Name == "sum").Input[1] = "grouped";
        var plan = QuantizationPlan.Of(graph);

        Assert.False(plan.IsFoldedRelu(graph.Node.Single(node => node.Name == "grouped.relu")));
        Assert.Contains("grouped", plan.Observed);
    }
}
