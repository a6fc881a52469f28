using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Which nodes of a float graph compute on integers, and which tensors therefore need a range.
/// <para>
/// Convolutions and inner linear layers become integer and, on tensors that are quantized anyway, pooling, sums,
/// products and concatenations; everything else stays float. So do global average pooling and the classifier: they cost
/// next to nothing, and the feature vector keeps its precision. So does what transformers add up from block to block,
/// whose few large values 256 levels do not hold, with their normalizations and attention. The runtime fuses what
/// stands between two quantized tensors where it has an integer form of it (a sigmoid), and computes it in float where
/// not (a hard swish).
/// </para>
/// </summary>
internal sealed class QuantizationPlan
{
    /// <summary>What gives a quantized tensor's values on, or a bounded function of them.</summary>
    private static readonly string[] PassingOn =
    [
        "Identity", "Dropout", "Flatten", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Slice", "Split", "Gather",
        "Resize", "Pad", "DepthToSpace", "SpaceToDepth", "GlobalAveragePool", "ReduceMean", "MaxPool", "AveragePool",
        "Relu", "Clip", "LeakyRelu", "PRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh", "Elu",
        "BatchNormalization",
    ];

    private readonly GraphProto _graph;
    private readonly IReadOnlySet<string>? _floats;
    private readonly HashSet<string> _passedOn = [];
    private readonly HashSet<string> _integer = [];
    private readonly HashSet<string> _weighted = [];
    private readonly HashSet<string> _foldedRelus = [];
    private readonly Dictionary<string, string> _rangeOf = [];
    private readonly Dictionary<string, string> _residuals = []; // by the sum
    private readonly List<string> _observed = [];

    private QuantizationPlan(
        GraphProto graph, HashSet<string> keptFloat, IReadOnlySet<string>? floats, QuantizationTarget target) =>
        (_graph, KeptFloat, _floats, Target) = (graph, keptFloat, floats, target);

    /// <summary>What the int8 model is for.</summary>
    public QuantizationTarget Target { get; }

    /// <summary>Names of layers, or of what they put out, that stay float whatever they are.</summary>
    public IReadOnlySet<string> KeptFloat { get; }

    /// <summary>Tensors whose range calibration must find, in the graph's order.</summary>
    public IReadOnlyList<string> Observed => _observed;

    /// <summary>Every quantized tensor, with the observed tensor whose range it takes (mostly itself).</summary>
    public IReadOnlyDictionary<string, string> RangeOf => _rangeOf;

    /// <summary>Decides for a graph whose nodes are in topological order, as ONNX demands.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="keptFloat">Names of layers, or of what they put out, that stay float whatever they are.</param>
    /// <param name="floats">The tensors that hold float32; null if all do.</param>
    /// <param name="target">What the int8 model is for.</param>
    public static QuantizationPlan Create(
        GraphProto graph, HashSet<string>? keptFloat = null, IReadOnlySet<string>? floats = null,
        QuantizationTarget target = QuantizationTarget.Cpu)
    {
        var plan = new QuantizationPlan(graph, keptFloat ?? [], floats, target);
        var weights = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var outputs = graph.Output.Select(output => output.Name).ToHashSet();
        var consumers = graph.Node.SelectMany(node => node.Reads(), (node, input) => (node, input))
            .ToLookup(use => use.input, use => use.node);

        if (target == QuantizationTarget.TensorRt)
        {
            plan.PlacePairs(weights, outputs, consumers);
            return plan;
        }

        foreach (var node in graph.Node)
        {
            if (!plan.MayBeInteger(node)) continue;
            var output = node.Output[0];
            if (node.OpType is "MaxPool" or "AveragePool" && node.Output.Count == 1
                && plan._rangeOf.TryGetValue(node.Input[0], out var range))
            {
                plan._integer.Add(output);
                plan._rangeOf.Add(output, range);
                continue;
            }

            var weighted = IsIntegerConvolution(node, weights)
                || IsIntegerLinear(node, weights) && !LeadsToOutputsOnly(output, outputs, consumers);
            if (!weighted && !plan.IsOfQuantized(node, weights))
            {
                if (plan.PassesOn(node, weights)) plan._passedOn.UnionWith(node.Output);
                continue;
            }

            if (weighted) plan._weighted.Add(output);
            plan._integer.Add(output);
            foreach (var input in weighted ? node.Input.Take(1) : node.Input) plan.Observe(input);
            // A bias is added to it, and then something follows that wants float: a normalization, a softmax, a sum.
            if (node.OpType == "MatMul") continue;

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

    /// <summary>The input of a sum that is quantized for TensorRT; null if the node is no such sum.</summary>
    public string? Residual(NodeProto node) => _residuals.GetValueOrDefault(node.Output[0]);

    /// <summary>What the layers with weights put out that stay float, in the graph's order.</summary>
    public IReadOnlyList<string> FloatLayers()
    {
        var stored = _graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        return
        [
            .. _graph.Node.Where(node => node.OpType is "Conv" or "Gemm" or "MatMul" && !IsWeighted(node)
                && node.Input.Skip(1).Any(stored.Contains)).Select(node => node.Output[0]),
        ];
    }

    /// <summary>
    /// Whether the node is a relu, or a clip from zero on, that disappears into the quantization of its output.
    /// </summary>
    public bool IsFoldedRelu(NodeProto node) => _foldedRelus.Contains(node.Output[0]);

    /// <summary>The same with more layers in float.</summary>
    public QuantizationPlan Keeping(HashSet<string> keptFloat) => Create(_graph, keptFloat, _floats, Target);

    /// <summary>
    /// TensorRT fuses a convolution with what follows it, up to the next pair: so there are pairs in front of
    /// convolutions and linear layers, and in front of the other input of a sum that a convolution goes into.
    /// </summary>
    private void PlacePairs(
        Dictionary<string, TensorProto> weights, HashSet<string> outputs, ILookup<string, NodeProto> consumers)
    {
        foreach (var node in _graph.Node.Where(MayBeInteger))
        {
            var output = node.Output[0];
            if (IsIntegerConvolution(node, weights) && TensorRtGraph.HasKernels(node, weights[node.Input[1]])
                || IsIntegerLinear(node, weights) && !LeadsToOutputsOnly(output, outputs, consumers))
            {
                _weighted.Add(output);
                _integer.Add(output);
                Observe(node.Input[0]);
            }
            else if (node.OpType == "Add" && !node.Input.Any(weights.ContainsKey)
                && node.Input.FirstOrDefault(IsFusedWithItsReader) is { } fused
                && node.Input.FirstOrDefault(input => input != fused) is { } other)
            {
                _integer.Add(output);
                _residuals.Add(output, other);
                Observe(other);
            }
        }

        bool IsFusedWithItsReader(string tensor) =>
            _weighted.Contains(tensor) && !outputs.Contains(tensor) && consumers[tensor].Count() == 1;
    }

    /// <summary>
    /// Whether the node puts out float32 (all operators that become integer then take nothing else) and is not told to
    /// stay float.
    /// </summary>
    private bool MayBeInteger(NodeProto node) =>
        node.Output.Count > 0 && (_floats is null || _floats.Contains(node.Output[0]))
        && !KeptFloat.Contains(node.Name) && !KeptFloat.Contains(node.Output[0]);

    private bool IsQuantizedAnyway(string tensor) => _rangeOf.ContainsKey(tensor) || _passedOn.Contains(tensor);

    /// <summary>A sum, product or concatenation of activations that are quantized anyway.</summary>
    private bool IsOfQuantized(NodeProto node, Dictionary<string, TensorProto> weights) =>
        node.OpType is "Add" or "Mul" or "Concat"
        && node.Input.All(input => !weights.ContainsKey(input) && IsQuantizedAnyway(input));

    private bool PassesOn(NodeProto node, Dictionary<string, TensorProto> weights) =>
        PassingOn.Contains(node.OpType) && IsQuantizedAnyway(node.Input[0])
        || node.OpType is "Add" or "Sub" or "Mul" or "Div" && node.Input.Any(weights.ContainsKey)
            && node.Input.All(input => weights.ContainsKey(input) || IsQuantizedAnyway(input));

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

    private static bool IsRectifier(NodeProto node, Dictionary<string, TensorProto> weights) => node.OpType == "Relu"
        || node.OpType == "Clip" && node.Input.Count > 1 && weights.TryGetValue(node.Input[1], out var least)
            && least.DataType == (int)DataType.Float && least.ToFloatTensor().Values is [0];

    /// <summary>Whether a tensor is a network's result but for its shape: the classifier stays float.</summary>
    private static bool LeadsToOutputsOnly(
        string tensor, HashSet<string> outputs, ILookup<string, NodeProto> consumers) =>
        outputs.Contains(tensor) || consumers[tensor].All(node =>
            node.OpType is "Flatten" or "Identity" or "Reshape" or "Squeeze" or "Unsqueeze" or "Add" or "Mul" or "Div"
            && LeadsToOutputsOnly(node.Output[0], outputs, consumers));
}
