using Onnx;
using UneXt50.Toolchain.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Which nodes of a float graph compute on integers, and which tensors therefore need a range.
/// <para>
/// Convolutions, inner linear layers, sums, products and concatenations of activations and, on tensors that are
/// quantized anyway, pooling become integer; everything else stays float. So do global average pooling and the
/// classifier: they cost next to nothing, and the feature vector keeps its precision. The runtime fuses what stands
/// between two quantized tensors where it has an integer form of it (a sigmoid), and computes it in float where not (a
/// hard swish).
/// </para>
/// </summary>
internal sealed class QuantizationPlan
{
    private readonly HashSet<string> _integer = [];
    private readonly HashSet<string> _weighted = [];
    private readonly HashSet<string> _foldedRelus = [];
    private readonly Dictionary<string, string> _rangeOf = [];
    private readonly List<string> _observed = [];

    private QuantizationPlan(HashSet<string> keptFloat) => KeptFloat = keptFloat;

    /// <summary>Names of layers, or of what they put out, that stay float whatever they are.</summary>
    public IReadOnlySet<string> KeptFloat { get; }

    /// <summary>Tensors whose range calibration must find, in the graph's order.</summary>
    public IReadOnlyList<string> Observed => _observed;

    /// <summary>Every quantized tensor, with the observed tensor whose range it takes (mostly itself).</summary>
    public IReadOnlyDictionary<string, string> RangeOf => _rangeOf;

    /// <summary>Decides for a graph whose nodes are in topological order, as ONNX demands.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="keptFloat">Names of layers, or of what they put out, that stay float whatever they are.</param>
    public static QuantizationPlan Of(GraphProto graph, HashSet<string>? keptFloat = null)
    {
        var plan = new QuantizationPlan(keptFloat ?? []);
        var weights = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var outputs = graph.Output.Select(output => output.Name).ToHashSet();
        var consumers = graph.Node.SelectMany(node => node.Input, (node, input) => (node, input))
            .ToLookup(use => use.input, use => use.node);

        foreach (var node in graph.Node)
        {
            var output = node.Output[0];
            if (plan.KeptFloat.Contains(node.Name) || plan.KeptFloat.Contains(output)) continue;
            if (node.OpType is "MaxPool" or "AveragePool" && node.Output.Count == 1
                && plan._rangeOf.TryGetValue(node.Input[0], out var range))
            {
                plan._integer.Add(output);
                plan._rangeOf.Add(output, range);
                continue;
            }

            var weighted = IsIntegerConvolution(node, weights)
                || IsIntegerLinear(node, weights) && !LeadsToOutputsOnly(output, outputs, consumers);
            if (!weighted && !IsOfActivations(node, weights)) continue;
            if (weighted) plan._weighted.Add(output);
            plan._integer.Add(output);
            foreach (var input in weighted ? node.Input.Take(1) : node.Input) plan.Observe(input);

            // Levels below the zero point of a rectified tensor do not exist: quantizing after the relu is the relu.
            // Nor do levels above the range's upper end, which is no higher than that of a clip it was found behind.
            if (!outputs.Contains(output) && consumers[output].ToList() is [var relu] && IsRectifier(relu, weights))
            {
                plan._foldedRelus.Add(relu.Output[0]);
                output = relu.Output[0];
            }

            plan.Observe(output);
        }

        return plan;
    }

    /// <summary>Whether the node computes on integers.</summary>
    public bool IsInteger(NodeProto node) => _integer.Contains(node.Output[0]);

    /// <summary>Whether the node computes on integers, and does not only select among them.</summary>
    public bool IsComputing(NodeProto node) => IsInteger(node) && node.OpType is not ("MaxPool" or "AveragePool");

    /// <summary>Whether the node computes on integers and has a weight.</summary>
    public bool IsWeighted(NodeProto node) => _weighted.Contains(node.Output[0]);

    /// <summary>
    /// Whether the node is a relu, or a clip from zero on, that disappears into the quantization of its output.
    /// </summary>
    public bool IsFoldedRelu(NodeProto node) => _foldedRelus.Contains(node.Output[0]);

    private void Observe(string tensor)
    {
        if (_rangeOf.TryAdd(tensor, tensor)) _observed.Add(tensor);
    }

    private static bool IsIntegerConvolution(NodeProto node, Dictionary<string, TensorProto> weights) =>
        node.OpType == "Conv" && !weights.ContainsKey(node.Input[0])
        && node.Input.Skip(1).All(input => input.Length == 0
            || weights.TryGetValue(input, out var tensor) && tensor.DataType == (int)DataType.Float);

    /// <summary>A product with a stored matrix, plus perhaps a stored bias.</summary>
    private static bool IsIntegerLinear(NodeProto node, Dictionary<string, TensorProto> weights) =>
        node.OpType is "Gemm" or "MatMul" && !weights.ContainsKey(node.Input[0])
        && node.Integer("transA", 0) == 0 && node.Number("alpha", 1) == 1 && node.Number("beta", 1) == 1
        && node.Input.Skip(1).Index().All(input => weights.TryGetValue(input.Item, out var tensor)
            && tensor.DataType == (int)DataType.Float && tensor.Dims.Count == 2 - input.Index);

    private static bool IsOfActivations(NodeProto node, Dictionary<string, TensorProto> weights) =>
        node.OpType is "Add" or "Mul" or "Concat" && !node.Input.Any(weights.ContainsKey);

    private static bool IsRectifier(NodeProto node, Dictionary<string, TensorProto> weights) => node.OpType == "Relu"
        || node.OpType == "Clip" && node.Input.Count > 1 && weights.TryGetValue(node.Input[1], out var least)
            && least.DataType == (int)DataType.Float && least.ToFloatTensor().Values is [0];

    /// <summary>Whether a tensor is a network's result but for its shape: the classifier stays float.</summary>
    private static bool LeadsToOutputsOnly(
        string tensor, HashSet<string> outputs, ILookup<string, NodeProto> consumers) =>
        outputs.Contains(tensor) || consumers[tensor].All(node => node.OpType is "Flatten" or "Identity" or "Reshape"
            && LeadsToOutputsOnly(node.Output[0], outputs, consumers));
}
