using System.Runtime.InteropServices;
using Onnx;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class QdqGraphTests
{
    private const float InputScale = 0.02f;

    private static readonly ModelProto Float = TinyNetwork.Model();

    [Fact]
    public void Weights_are_int8_with_a_scale_for_each_output_channel()
    {
        var quantized = Quantize(Float);
        var original = Weight(Float, "grouped.weight").ToFloatTensor();
        var levels = MemoryMarshal.Cast<byte, sbyte>(Weight(quantized, "grouped_weight_quantized").RawData.Span);
        var scales = Weight(quantized, "grouped_weight_scale").ToFloatTensor();

        Assert.Equal([TinyNetwork.Width], scales.Shape);
        Assert.Equal(0, Producer(quantized, "grouped_weight_dequantized").Integer("axis", -1));
        for (var i = 0; i < levels.Length; i++)
        {
            var scale = scales.Values[i / (levels.Length / TinyNetwork.Width)];
            Assert.InRange(Math.Abs((levels[i] * scale) - original.Values[i]), 0, scale);
        }
    }

    [Fact]
    public void A_bias_is_int32_in_steps_of_input_scale_times_weight_scale()
    {
        var quantized = Quantize(Float);
        var original = Weight(Float, "stem.bias").ToFloatTensor().Values;
        var levels = MemoryMarshal.Cast<byte, int>(Weight(quantized, "stem_bias_quantized").RawData.Span);
        var scales = Weight(quantized, "stem_bias_scale").ToFloatTensor().Values;
        var weightScales = Weight(quantized, "stem_weight_scale").ToFloatTensor().Values;

        for (var i = 0; i < levels.Length; i++)
        {
            Assert.Equal(InputScale * weightScales[i], scales[i], 1e-9f);
            Assert.Equal(original[i], levels[i] * scales[i], scales[i] * 0.51f);
        }
    }

    [Fact]
    public void The_bias_of_a_channel_with_vanishing_weights_still_fits()
    {
        var model = TinyNetwork.Model();
        var weights = Weight(model, "stem.weight").ToFloatTensor();
        weights.Values.AsSpan(0, 27).Fill(1e-12f);
        weights.Values.AsSpan(27, 27).Clear();
        model.Graph.Initializer[0] = weights.ToProto("stem.weight");
        var quantized = Quantize(model);
        var levels = MemoryMarshal.Cast<byte, int>(Weight(quantized, "stem_bias_quantized").RawData.Span);
        var scales = Weight(quantized, "stem_bias_scale").ToFloatTensor().Values;
        var original = Weight(Float, "stem.bias").ToFloatTensor().Values;

        Assert.Equal(original[0], levels[0] * scales[0], 1e-6f);
        Assert.Equal(original[1], levels[1] * scales[1], 1e-6f);
    }

    [Fact]
    public void Pooling_hands_its_input_s_scale_on()
    {
        var quantized = Quantize(Float);

        Assert.Equal(
            Weight(quantized, "stem.relu_scale").ToFloatTensor().Values,
            Weight(quantized, "pool_scale").ToFloatTensor().Values);
    }

    [Fact]
    public void Float_weights_that_nothing_reads_any_more_are_gone()
    {
        var original = Float.Graph.Initializer.Select(tensor => tensor.Name);
        var kept = Quantize(Float).Graph.Initializer.Select(tensor => tensor.Name).Intersect(original);

        Assert.Equal(["fc.weight", "fc.bias"], kept);
    }

    [Fact]
    public void The_float_model_is_left_as_it_is()
    {
        var before = Float.Clone();

        Quantize(Float);

        Assert.Equal(before, Float);
    }

    [Fact]
    public void Onnxruntime_fuses_everything_but_the_float_tail()
    {
        var fused = RuntimeOptimization.FusedOperators(Quantize(Float));

        Assert.Equal(4, fused["QLinearConv"]);
        Assert.Equal(1, fused["QLinearAdd"]);
        Assert.Equal(1, fused["QuantizeLinear"]);
        Assert.Equal(1, fused["DequantizeLinear"]);
        Assert.DoesNotContain("Conv", fused.Keys);
        Assert.DoesNotContain("Relu", fused.Keys);
    }

    [Fact]
    public void A_quantized_tensor_may_be_an_output_of_the_graph()
    {
        var model = TinyNetwork.Model();
        model.Graph.Output.Add(new ValueInfoProto
        {
            Name = "block",
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float },
            },
        });
        using var network = new RunnableGraph(Quantize(model), "tiny", TestPhotos.Size);

        network.Run(new float[3 * TestPhotos.Size * TestPhotos.Size], ["block"], values =>
            Assert.Equal(TinyNetwork.Width * 64, values[0].GetTensorDataAsSpan<float>().Length));
    }

    private static ModelProto Quantize(ModelProto model)
    {
        var plan = QuantizationPlan.Create(model.Graph);
        var activations = plan.Observed.ToDictionary(
            tensor => tensor,
            tensor => tensor is "image" ? new AffineQuantization(InputScale, 128)
                : tensor is "last" ? new AffineQuantization(0.05f, 120) : new AffineQuantization(0.03f, 0));
        var scales = model.Graph.Node.Where(node => node.OpType == "Conv").ToDictionary(
            node => node.Input[1],
            node => ChannelScales.Of(Weight(model, node.Input[1]).ToFloatTensor(), WeightRange.MinMax));
        return QdqGraph.Write(model, plan, activations, scales);
    }

    private static TensorProto Weight(ModelProto model, string name) =>
        model.Graph.Initializer.Single(tensor => tensor.Name == name);

    private static NodeProto Producer(ModelProto model, string tensor) =>
        model.Graph.Node.Single(node => node.Output[0] == tensor);
}
