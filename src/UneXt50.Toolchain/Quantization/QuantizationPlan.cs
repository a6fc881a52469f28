using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Which nodes of a float graph compute on integers, and which tensors therefore need a range.
/// <para>
/// Convolutions, residual additions and, on tensors that are quantized anyway, max-pooling become integer; everything
/// else stays float. So do global average pooling and the classifier: they cost next to nothing, and the feature vector
/// keeps its precision.
/// </para>
/// </summary>
internal sealed class QuantizationPlan
{
    private readonly HashSet<string> _integer = [];
    private readonly HashSet<string> _foldedRelus = [];
    private readonly Dictionary<string, string> _rangeOf = [];
    private readonly List<string> _observed = [];

    private QuantizationPlan()
    {
    }

    /// <summary>Tensors whose range calibration must find, in the graph's order.</summary>
    public IReadOnlyList<string> Observed => _observed;

    /// <summary>Every quantized tensor, with the observed tensor whose range it takes (mostly itself).</summary>
    public IReadOnlyDictionary<string, string> RangeOf => _rangeOf;

    /// <summary>Decides for a graph whose nodes are in topological order, as ONNX demands.</summary>
    public static QuantizationPlan Of(GraphProto graph)
    {
        var plan = new QuantizationPlan();
        var weights = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var outputs = graph.Output.Select(output => output.Name).ToHashSet();
        var consumers = graph.Node.SelectMany(node => node.Input, (node, input) => (node, input))
            .ToLookup(use => use.input, use => use.node);

        foreach (var node in graph.Node)
        {
            var output = node.Output[0];
            if (node.OpType == "MaxPool" && node.Output.Count == 1
                && plan._rangeOf.TryGetValue(node.Input[0], out var range))
            {
                plan._integer.Add(output);
                plan._rangeOf.Add(output, range);
                continue;
            }

            if (!IsIntegerConvolution(node, weights) && !IsAdditionOfActivations(node, weights)) continue;
            plan._integer.Add(output);
            foreach (var input in node.OpType == "Add" ? node.Input : node.Input.Take(1)) plan.Observe(input);

            // Levels below the zero point of a rectified tensor do not exist: quantizing after the relu is the relu.
            if (!outputs.Contains(output) && consumers[output].ToList() is [{ OpType: "Relu" } relu])
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

    /// <summary>Whether the node is a relu that disappears into the quantization of its output.</summary>
    public bool IsFoldedRelu(NodeProto node) => _foldedRelus.Contains(node.Output[0]);

    private void Observe(string tensor)
    {
        if (_rangeOf.TryAdd(tensor, tensor)) _observed.Add(tensor);
    }

    private static bool IsIntegerConvolution(NodeProto node, Dictionary<string, TensorProto> weights) =>
        node.OpType == "Conv" && !weights.ContainsKey(node.Input[0])
        && node.Input.Skip(1).All(input => input.Length == 0
            || weights.TryGetValue(input, out var tensor) && tensor.DataType == (int)DataType.Float);

    private static bool IsAdditionOfActivations(NodeProto node, Dictionary<string, TensorProto> weights) =>
        node.OpType == "Add" && !node.Input.Any(weights.ContainsKey);
}
