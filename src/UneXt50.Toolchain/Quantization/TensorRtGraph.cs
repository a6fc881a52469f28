using System.Runtime.InteropServices;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Rewrites a float graph as TensorRT's explicit quantization wants it: pairs of QuantizeLinear and DequantizeLinear
/// with zero points 0, one for each reader; weights as floats behind a pair, since its parser refused stored integers
/// for long; float biases. Groups stay as they are: TensorRT has kernels for them, while merged ones are four times the
/// products.
/// </summary>
internal sealed class TensorRtGraph
{
    /// <summary>Channels of a group must be a multiple of this in int8 (IConvolutionLayer::setNbGroups).</summary>
    private const int ChannelMultiple = 4;

    private readonly QuantizationPlan _plan;
    private readonly IReadOnlyDictionary<string, AffineQuantization> _activations;
    private readonly Dictionary<string, TensorProto> _floats;
    private readonly Dictionary<string, int> _pairs = [];
    private readonly GraphProto _graph;

    private TensorRtGraph(
        GraphProto source, QuantizationPlan plan, IReadOnlyDictionary<string, AffineQuantization> activations)
    {
        (_plan, _activations) = (plan, activations);
        _floats = source.Initializer.ToDictionary(tensor => tensor.Name);
        _graph = new GraphProto { Name = source.Name, DocString = source.DocString };
        _graph.Input.AddRange(source.Input);
        _graph.Output.AddRange(source.Output);
    }

    /// <summary>
    /// Whether TensorRT has int8 kernels for a convolution. It has none for the first one, of three colours: building
    /// an engine ends with "Could not find any implementation" there.
    /// </summary>
    /// <param name="convolution">The node.</param>
    /// <param name="weight">Its weight, [outputs, inputs of a group, ...].</param>
    public static bool HasKernels(NodeProto convolution, TensorProto weight) =>
        weight.Dims[1] % ChannelMultiple == 0
        && weight.Dims[0] / Math.Max(convolution.Integer("group", 1), 1) % ChannelMultiple == 0;

    /// <summary>Writes the quantized model; the float one is left as it is.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="plan">The plan of its graph, for TensorRT.</param>
    /// <param name="activations">Symmetric scale of each observed tensor of the plan.</param>
    /// <param name="weightScales">Scales per output channel of integer layers' weights, by initializer.</param>
    public static ModelProto Write(
        ModelProto model, QuantizationPlan plan, IReadOnlyDictionary<string, AffineQuantization> activations,
        IReadOnlyDictionary<string, float[]> weightScales)
    {
        var quantized = model.Clone();
        quantized.Graph = new TensorRtGraph(model.Graph, plan, activations).Rewrite(model.Graph, weightScales);
        return quantized;
    }

    private GraphProto Rewrite(GraphProto source, IReadOnlyDictionary<string, float[]> weightScales)
    {
        foreach (var node in source.Node)
        {
            var rewritten = node.Clone();
            if (_plan.IsWeighted(node))
            {
                rewritten.Input[0] = Pair(node.Input[0]);
                rewritten.Input[1] = WeightPair(node, weightScales[node.Input[1]]);
            }
            else if (_plan.Residual(node) is { } residual)
            {
                rewritten.ReplaceInput(residual, Pair(residual));
            }

            _graph.Node.Add(rewritten);
        }

        var read = _graph.Node.SelectMany(node => node.Reads()).ToHashSet();
        _graph.Initializer.AddRange(source.Initializer.Where(tensor => read.Contains(tensor.Name)));
        return _graph;
    }

    /// <summary>A pair of its own for one reader of a tensor; the levels' scale is stored once.</summary>
    private string Pair(string tensor)
    {
        var count = CollectionsMarshal.GetValueRefOrAddDefault(_pairs, tensor, out _)++;
        var (scale, zeroPoint) = (tensor + "_scale", tensor + "_zero_point");
        if (count == 0)
        {
            _graph.Store<float>(scale, DataType.Float, [], [_activations[tensor].Scale]);
            _graph.Store<sbyte>(zeroPoint, DataType.Int8, [], [0]);
        }

        var number = count == 0 ? "" : $"_{count + 1}";
        var (quantized, dequantized) = (tensor + "_quantized" + number, tensor + "_dequantized" + number);
        _graph.AddNode("QuantizeLinear", [tensor, scale, zeroPoint], quantized);
        _graph.AddNode("DequantizeLinear", [quantized, scale, zeroPoint], dequantized);
        return dequantized;
    }

    private string WeightPair(NodeProto node, float[] scales)
    {
        var weights = _floats[node.Input[1]].ToFloatTensor();
        var axis = ChannelScales.Axis(node);
        // A scale of 0, of a channel without weights, is refused by the parser.
        var positive = scales.Select(scale => scale > AffineQuantization.SmallestScale ? scale : 1).ToArray();
        var levels = WeightLevels.Quantize(weights, positive, axis);
        var width = axis == 0 ? levels.Length / positive.Length : 1;
        var rounded = new float[levels.Length];
        for (var i = 0; i < levels.Length; i++) rounded[i] = levels[i] * positive[i / width % positive.Length];

        var name = node.Output[0] + "_weight";
        var (scale, zeroPoint, quantized) = (name + "_scale", name + "_zero_point", name + "_quantized");
        _graph.Initializer.Add(new FloatTensor(weights.Shape, rounded).ToProto(name + "_rounded"));
        _graph.Store(scale, DataType.Float, [positive.Length], positive);
        _graph.Store(zeroPoint, DataType.Int8, [positive.Length], new sbyte[positive.Length]);
        _graph.AddNode("QuantizeLinear", [name + "_rounded", scale, zeroPoint], quantized).WithInteger("axis", axis);
        _graph.AddNode("DequantizeLinear", [quantized, scale, zeroPoint], name + "_dequantized").WithInteger("axis", axis);
        return name + "_dequantized";
    }
}
