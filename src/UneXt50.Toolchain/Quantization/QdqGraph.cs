using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Rewrites a float graph in ONNX's QDQ form: every quantized tensor passes through QuantizeLinear and
/// DequantizeLinear, weights and biases are stored as integers behind a DequantizeLinear, and the runtime fuses each
/// operator with the pairs around it into its integer form.
/// </summary>
internal sealed class QdqGraph
{
    // Leaves the int32 accumulator, which starts at the bias, room for the products.
    private const double LargestBiasLevel = 1 << 30;

    private readonly QuantizationPlan _plan;
    private readonly IReadOnlyDictionary<string, AffineQuantization> _activations;
    private readonly IReadOnlyDictionary<string, float[]> _weightScales;
    private readonly Dictionary<string, TensorProto> _floats;
    private readonly HashSet<string> _outputs;
    private readonly HashSet<string> _floatProducts = [];
    private readonly PixelInput? _pixels;
    private readonly GraphProto _graph;

    private QdqGraph(
        GraphProto source, QuantizationPlan plan, IReadOnlyDictionary<string, AffineQuantization> activations,
        IReadOnlyDictionary<string, float[]> weightScales, PixelInput? pixels)
    {
        _pixels = pixels;
        _plan = plan;
        _activations = activations;
        _weightScales = weightScales;
        _floats = source.Initializer.ToDictionary(tensor => tensor.Name);
        _outputs = source.Output.Select(output => output.Name).ToHashSet();
        _graph = new GraphProto { Name = source.Name, DocString = source.DocString };
        _graph.Input.AddRange(source.Input);
        _graph.Output.AddRange(source.Output);
    }

    /// <summary>Writes the quantized model; the float one is left as it is.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="plan">The plan of its graph.</param>
    /// <param name="activations">Scale and zero point of each observed tensor of the plan.</param>
    /// <param name="weightScales">Scales per output channel of integer layers' weights, by initializer.</param>
    /// <param name="pixels">How the input is quantized if the first convolution computes on pixels.</param>
    public static ModelProto Write(
        ModelProto model, QuantizationPlan plan, IReadOnlyDictionary<string, AffineQuantization> activations,
        IReadOnlyDictionary<string, float[]> weightScales, PixelInput? pixels = null)
    {
        var graph = new QdqGraph(model.Graph, plan, activations, weightScales, pixels).Rewrite(model.Graph);
        var quantized = new ModelProto
        {
            IrVersion = model.IrVersion,
            ProducerName = model.ProducerName,
            ProducerVersion = model.ProducerVersion,
            DocString = model.DocString,
            Graph = graph,
            Functions = { model.Functions },
        };
        quantized.OpsetImport.AddRange(model.OpsetImport);
        quantized.MetadataProps.AddRange(model.MetadataProps);
        return quantized;
    }

    private GraphProto Rewrite(GraphProto source)
    {
        foreach (var input in source.Input)
        {
            if (_pixels is { } pixels && pixels.Tensor == input.Name) QuantizeToPixels(pixels);
            else QuantizeIfPlanned(input.Name, input.Name);
        }

        foreach (var node in source.Node)
        {
            if (_plan.IsFoldedRelu(node))
            {
                QuantizeIfPlanned(node.Output[0], Produced(node.Input[0]));
                continue;
            }

            var rewritten = node.Clone();
            for (var i = 0; i < node.Output.Count; i++) rewritten.Output[i] = Produced(node.Output[i]);
            for (var i = 0; i < node.Input.Count; i++) rewritten.Input[i] = Consumed(node.Input[i]);
            if (_plan.IsWeighted(node)) QuantizeParameters(node, rewritten);
            else if (IsFloatProduct(node)) _floatProducts.Add(rewritten.Output[0]);

            _graph.Node.Add(rewritten);
            for (var i = 0; i < node.Output.Count; i++) QuantizeIfPlanned(node.Output[i], rewritten.Output[i]);
        }

        var read = _graph.Node.SelectMany(node => node.Reads()).ToHashSet();
        _graph.Initializer.AddRange(source.Initializer.Where(tensor => read.Contains(tensor.Name)));
        return _graph;
    }

    /// <summary>What a producer writes: another name if the dequantized tensor is an output of the graph.</summary>
    private string Produced(string tensor) =>
        _plan.RangeOf.ContainsKey(tensor) && _outputs.Contains(tensor) ? tensor + "_float" : tensor;

    /// <summary>What a consumer of a tensor reads.</summary>
    private string Consumed(string tensor) =>
        !_plan.RangeOf.ContainsKey(tensor) || _outputs.Contains(tensor) ? tensor : tensor + "_dequantized";

    /// <summary>
    /// Whether the node is a product with a float weight, or a rectifier behind one. Between quantized tensors
    /// onnxruntime would make its weight int8 by itself, with one scale for all channels.
    /// </summary>
    private bool IsFloatProduct(NodeProto node) => node.OpType is "Conv" or "ConvTranspose" or "Gemm" or "MatMul"
        || node.OpType is "Relu" or "Clip" && _floatProducts.Contains(Produced(node.Input[0]));

    private void QuantizeIfPlanned(string tensor, string produced)
    {
        if (!_plan.RangeOf.TryGetValue(tensor, out var observed)) return;
        if (_floatProducts.Contains(produced)) produced = Guarded(produced);
        var (scale, zeroPoint) = (tensor + "_scale", tensor + "_zero_point");
        var quantization = _activations[observed];
        _graph.Store(scale, DataType.Float, [], [quantization.Scale]);
        _graph.Store(zeroPoint, DataType.Uint8, [], [quantization.ZeroPoint]);

        var quantized = tensor + "_quantized";
        _graph.AddNode("QuantizeLinear", [produced, scale, zeroPoint], quantized);
        _graph.AddNode("DequantizeLinear", [quantized, scale, zeroPoint], Consumed(tensor));
    }

    private void QuantizeToPixels(PixelInput pixels)
    {
        var (padded, pads) = (pixels.Tensor + "_padded", pixels.Tensor + "_pads");
        var (scale, zeroPoint) = (pixels.Tensor + "_scale", pixels.Tensor + "_zero_point");
        var (one, zero, levels) = (pixels.Tensor + "_level", pixels.Tensor + "_black", pixels.Tensor + "_quantized");
        _graph.Store(pads, DataType.Int64, [8], [0, 0, pixels.Pads[0], pixels.Pads[1], 0, 0, pixels.Pads[2], pixels.Pads[3]]);
        _graph.Store(scale, DataType.Float, [pixels.Scales.Length], pixels.Scales);
        _graph.Store(zeroPoint, DataType.Uint8, [pixels.Zeros.Length], pixels.Zeros);
        _graph.Store(one, DataType.Float, [], [PixelInput.Levels.Scale]);
        _graph.Store(zero, DataType.Uint8, [], [PixelInput.Levels.ZeroPoint]);
        _graph.AddNode("Pad", [pixels.Tensor, pads], padded);
        _graph.AddNode("QuantizeLinear", [padded, scale, zeroPoint], levels).WithInteger("axis", 1);
        _graph.AddNode("DequantizeLinear", [levels, one, zero], Consumed(pixels.Tensor));
    }

    /// <summary>The same values behind an operator that onnxruntime neither removes nor looks through.</summary>
    private string Guarded(string tensor)
    {
        var (least, guarded) = (tensor + "_least", tensor + "_guarded");
        _graph.Store(least, DataType.Float, [], [float.MinValue]);
        _graph.AddNode("Max", [tensor, least], guarded);
        return guarded;
    }

    private void QuantizeParameters(NodeProto node, NodeProto rewritten)
    {
        var inputScale = (double)_activations[_plan.RangeOf[node.Input[0]]].Scale;
        var weights = _floats[node.Input[1]].ToFloatTensor();
        var biases = node.Input.Count > 2 && node.Input[2].Length > 0 ? _floats[node.Input[2]].ToFloatTensor() : null;
        var scales = FittingScales(_weightScales[node.Input[1]], biases?.Values, inputScale);
        var axis = ChannelScales.Axis(node);
        var levels = WeightLevels.Quantize(weights, scales, axis);
        rewritten.Input[1] = StoreDequantized(
            node.Output[0] + "_weight", DataType.Int8, weights.Shape, levels, scales, axis);

        if (biases is null) return;
        var biasScales = scales.Select(scale => (float)(inputScale * scale)).ToArray();
        var biasLevels = biases.Values
            .Zip(biasScales, (bias, scale) => (int)Math.Round((double)bias / scale)).ToArray();
        rewritten.Input[2] = StoreDequantized(
            node.Output[0] + "_bias", DataType.Int32, biases.Shape, biasLevels, biasScales);
    }

    /// <summary>
    /// The channels' scales, raised where a channel's weights are so small that its bias, counted in steps of input
    /// scale times weight scale, would not fit.
    /// </summary>
    private static float[] FittingScales(float[] scales, float[]? biases, double inputScale)
    {
        var fitting = new float[scales.Length];
        for (var channel = 0; channel < scales.Length; channel++)
        {
            var least = biases is null ? 0 : Math.Abs(biases[channel]) / (inputScale * LargestBiasLevel);
            var scale = Math.Max(scales[channel], (float)least);
            fitting[channel] = scale * inputScale > AffineQuantization.SmallestScale ? scale : 1;
        }

        return fitting;
    }

    private string StoreDequantized<T>(
        string name, DataType type, IReadOnlyList<int> shape, T[] levels, float[] scales, int axis = 0)
        where T : unmanaged
    {
        var (quantized, scale, zeroPoint) = (name + "_quantized", name + "_scale", name + "_zero_point");
        var dequantized = name + "_dequantized";
        _graph.Store(quantized, type, shape, levels);
        _graph.Store(scale, DataType.Float, [scales.Length], scales);
        _graph.Store(zeroPoint, type, [scales.Length], new T[scales.Length]);
        _graph.AddNode("DequantizeLinear", [quantized, scale, zeroPoint], dequantized).WithInteger("axis", axis);
        return dequantized;
    }
}
