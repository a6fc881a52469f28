using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class BiasCorrectionTests
{
    [Fact]
    public void The_mean_error_of_rounded_weights_is_taken_off_the_bias()
    {
        var model = Convolution(groups: 1, [1.4f, -0.6f, 0.3f, 2f], bias: [10, 20]);

        var bias = Corrected(model, scales: [1, 1], means: [5, 7]);

        // 1.4 becomes 1 and -0.6 becomes -1; 0.3 becomes 0 and 2 stays.
        Close([10 - (-0.4f * 5 - 0.4f * 7), 20 - (-0.3f * 5)], bias);
    }

    [Fact]
    public void Each_group_sees_its_own_channels()
    {
        var model = Convolution(groups: 2, [1.4f, 0.3f], bias: [10, 20]);

        Close([10 + 0.4f * 5, 20 + 0.3f * 7], Corrected(model, scales: [1, 1], means: [5, 7]));
    }

    [Fact]
    public void A_layer_without_a_bias_gets_one()
    {
        var model = Convolution(groups: 2, [1.4f, 0.3f], bias: null);

        Close([0.4f * 5, 0.3f * 7], Corrected(model, scales: [1, 1], means: [5, 7]));
    }

    private static void Close(float[] expected, float[] actual) =>
        Assert.Equal(expected, actual, (one, other) => Math.Abs(one - other) < 1e-5f);

    private static float[] Corrected(ModelProto model, float[] scales, double[] means)
    {
        var corrected = BiasCorrection.Apply(
            model, QuantizationPlan.Create(model.Graph), new Dictionary<string, float[]> { ["weight"] = scales },
            new Dictionary<string, double[]> { ["x"] = means });
        var name = corrected.Graph.Node[0].Input[2];
        return corrected.Graph.Initializer.Single(tensor => tensor.Name == name).ToFloatTensor().Values;
    }

    private static ModelProto Convolution(int groups, float[] weight, float[]? bias)
    {
        var node = new NodeProto { OpType = "Conv", Name = "conv", Input = { "x", "weight" }, Output = { "y" } };
        var graph = new GraphProto { Node = { node.WithInteger("group", groups) } };
        graph.Initializer.Add(new FloatTensor([2, weight.Length / 2, 1, 1], weight).ToProto("weight"));
        if (bias is not null)
        {
            node.Input.Add("bias");
            graph.Initializer.Add(new FloatTensor([2], bias).ToProto("bias"));
        }

        return new ModelProto { Graph = graph };
    }
}
