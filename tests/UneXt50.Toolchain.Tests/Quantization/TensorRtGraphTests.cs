using System.Runtime.InteropServices;
using Onnx;
using UneXt50.Inference.Native;
using UneXt50.Onnx;
using UneXt50.Toolchain.Inspection;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Verification;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

/// <summary>What is written for TensorRT, read back by our engine's reader: not by the library that wrote it.</summary>
public sealed class TensorRtGraphTests : IDisposable
{
    private const int Float = 1, Int8 = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_zero_point_is_an_int8_zero_and_every_scale_is_above_zero()
    {
        var (graph, bytes) = Written();

        var pairs = graph.Nodes.Where(IsOfPair).ToList();
        Assert.NotEmpty(pairs);
        Assert.All(pairs, node =>
        {
            var (scale, zero) = (graph.Initializers[node.Inputs[1]], graph.Initializers[node.Inputs[2]]);
            Assert.Equal((Float, Int8), (scale.Type, zero.Type));
            Assert.Equal(scale.Dimensions, zero.Dimensions);
            Assert.False(bytes.AsSpan(zero.Start, zero.Length).ContainsAnyExcept((byte)0));
            Assert.All(Floats(bytes, scale), value => Assert.True(value > 0));
        });
    }

    [Fact]
    public void Activations_have_one_scale_and_weights_one_for_each_output_channel_along_axis_0()
    {
        var (graph, _) = Written();

        foreach (var node in graph.Nodes.Where(IsOfPair))
        {
            var channels = graph.Initializers[node.Inputs[1]].Dimensions;
            var isOfWeight = node.Outputs[0].Contains("_weight_", StringComparison.Ordinal);
            Assert.Equal(isOfWeight ? [TinyNetwork.Width] : [], channels);
            // A zero is not written, so the attribute is there without a value.
            Assert.Equal(isOfWeight ? [] : null, node.Integers("axis"));
        }
    }

    [Fact]
    public void Pairs_stand_before_convolutions_and_the_other_input_of_the_sum_and_nowhere_else()
    {
        var (graph, _) = Written();
        var pairs = graph.Nodes.Where(node => node.Operation == "DequantizeLinear").Select(node => node.Outputs[0])
            .ToHashSet();

        var readers = graph.Nodes.Where(node => !IsOfPair(node))
            .SelectMany(node => node.Inputs, (node, input) => (node.Outputs[0], input))
            .Where(read => pairs.Contains(read.input)).ToList();

        Assert.Equal(
            [
                ("grouped", "pool_dequantized"), ("grouped", "grouped_weight_dequantized"),
                ("last", "grouped.relu_dequantized"), ("last", "last_weight_dequantized"),
                ("sum", "pool_dequantized_2"),
                ("end", "block_dequantized"), ("end", "end_weight_dequantized"),
            ],
            readers);
        // Each pair has one reader, and what is between a convolution and the relu behind it is nothing.
        Assert.Equal(pairs.Count, readers.Count);
        Assert.Equal(["stem"], Reads(graph, "stem.relu"));
        Assert.Equal(["grouped"], Reads(graph, "grouped.relu"));
        Assert.Equal(["last", "pool_dequantized_2"], Reads(graph, "sum"));
    }

    [Fact]
    public void Biases_the_first_convolution_and_the_classifier_stay_float()
    {
        var (graph, _) = Written();

        Assert.All(
            graph.Nodes.Where(node => node.Operation is "Conv" or "Gemm"),
            node => Assert.Equal(Float, graph.Initializers[node.Inputs[2]].Type));
        Assert.Equal(["image", "stem.weight"], Reads(graph, "stem").Take(2));
        Assert.Equal(["features", "fc.weight", "fc.bias"], Reads(graph, "logits"));
        Assert.All(
            graph.Initializers.Where(tensor => tensor.Value.Type == Int8),
            tensor => Assert.EndsWith("_zero_point", tensor.Key));
    }

    [Fact]
    public void Weights_are_floats_that_are_whole_steps_of_their_scale()
    {
        var (graph, bytes) = Written();
        foreach (var layer in (string[])["grouped", "last", "end"])
        {
            var weights = Floats(bytes, graph.Initializers[layer + "_weight_rounded"]);
            var scales = Floats(bytes, graph.Initializers[layer + "_weight_scale"]);
            var width = weights.Length / scales.Length;
            var levels = weights.Select((weight, i) => weight / scales[i / width]).ToList();
            Assert.All(levels, level => Assert.Equal(MathF.Round(level), level, 1e-4f));
            Assert.InRange(levels.Max(MathF.Abs), 100, 127.001f);
        }
    }

    [Theory]
    [InlineData(3, 8, 1, false)]
    [InlineData(8, 6, 1, false)]
    [InlineData(8, 8, 4, false)]
    [InlineData(8, 8, 2, true)]
    [InlineData(128, 128, 32, true)]
    public void Channels_of_a_group_that_are_no_multiple_of_four_have_no_kernel(
        int inputs, int outputs, int groups, bool has)
    {
        var weight = new TensorProto { Dims = { outputs, inputs / groups, 3, 3 } };

        Assert.Equal(has, TensorRtGraph.HasKernels(new NodeProto().WithInteger("group", groups), weight));
    }

    [Fact]
    public void It_runs_here_and_stays_near_float32()
    {
        var report = Quantize();

        var fidelity = report.Evaluation!;
        Assert.InRange(fidelity.MedianFeatureCosine, 0.998, 1);
        Assert.InRange(fidelity.TopOneAgreement, 0.85, 1);
        Assert.Equal((QuantizationTarget.TensorRt, 3), (report.Target, report.IntegerLayers));
        Assert.Equal(["stem", "logits"], report.FloatLayers);
        using var model = UneXt50Model.Load(_folder.File("int8.onnx"));
        Assert.Equal((InferenceEngine.OnnxRuntime, "int8"), (model.Engine, model.Card.Precision));
        Assert.Contains("for TensorRT", model.Card.Calibration, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_layers_are_told_and_compared_by_name()
    {
        Quantize();
        var layers = ModelInspection.Read(_folder.File("int8.onnx")).Layers;
        var verified = ModelVerification.Run(new VerificationRequest
        {
            FirstPath = _folder.File("float.onnx"),
            SecondPath = _folder.File("int8.onnx"),
            Photos = TestPhotos.Noise(4),
        }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["float32", "int8", "int8", "int8", "float32"], layers.Select(layer => layer.Precision));
        Assert.Equal(
            ModelInspection.Read(_folder.File("float.onnx")).Parameters, layers.Sum(layer => layer.Parameters));
        Assert.Equal(
            ["block", "features", "grouped.relu", "logits", "pool"],
            verified.Layers.Select(layer => layer.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_layer_that_is_told_to_stays_float_and_so_does_the_sum_behind_it()
    {
        var report = Quantize("last");

        var graph = OnnxReader.Read(File.ReadAllBytes(_folder.File("int8.onnx")));
        Assert.Equal(["stem", "last", "logits"], report.FloatLayers);
        Assert.Equal(["last", "pool"], Reads(graph, "sum"));
    }

    private (OnnxGraph Graph, byte[] Bytes) Written()
    {
        Quantize();
        var bytes = File.ReadAllBytes(_folder.File("int8.onnx"));
        return (OnnxReader.Read(bytes), bytes);
    }

    private QuantizationReport Quantize(params string[] keepFloat)
    {
        OnnxFile.Write(TinyNetwork.Model(), _folder.File("float.onnx"));
        return ModelQuantization.Run(new QuantizationRequest
        {
            ModelPath = _folder.File("float.onnx"),
            OutputPath = _folder.File("int8.onnx"),
            Calibration = TestPhotos.Noise(24),
            Evaluation = TestPhotos.Noise(40, first: 100),
            Target = QuantizationTarget.TensorRt,
            KeepFloat = keepFloat,
        }, cancellation: TestContext.Current.CancellationToken);
    }

    private static bool IsOfPair(OnnxGraph.Node node) => node.Operation is "QuantizeLinear" or "DequantizeLinear";

    private static List<string> Reads(OnnxGraph graph, string output) =>
        graph.Nodes.Single(node => node.Outputs[0] == output).Inputs;

    private static float[] Floats(byte[] bytes, OnnxGraph.Tensor tensor) =>
        MemoryMarshal.Cast<byte, float>(bytes.AsSpan(tensor.Start, tensor.Length)).ToArray();
}
