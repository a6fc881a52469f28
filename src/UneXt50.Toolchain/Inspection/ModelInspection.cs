using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Inspection;

/// <summary>What a model file is made of: its layers with weights, what they hold and what they compute.</summary>
public sealed class ModelInspection
{
    private static readonly string[] Operators = ["Conv", "Gemm", "MatMul"];

    private ModelInspection(IReadOnlyList<LayerFacts> layers) => Layers = layers;

    /// <summary>The layers with weights, in the order in which they run.</summary>
    public IReadOnlyList<LayerFacts> Layers { get; }

    /// <summary>Learned numbers of all layers, batch norms folded into their convolutions.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Multiplications with a following addition for one photo.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>
    /// Inspects a model file; the network runs once, on a black picture, to see how large its tensors are.
    /// </summary>
    /// <exception cref="UneXt50Exception">The file is missing, damaged, or no model with a card (Model).</exception>
    public static ModelInspection Read(string path)
    {
        var model = OnnxFile.Read(path);
        var size = model.Card(path).Preprocess.InputSize;
        var weights = Weights(model.Graph);
        var nodes = Nodes(model.Graph, weights);
        if (nodes.Count == 0) return new ModelInspection([]);
        var outputs = nodes.ConvertAll(node => node.Output[0]);
        var layers = new List<LayerFacts>();
        using var network = new RunnableGraph(model.WithOutputs(outputs), path, size);
        network.Run(new float[3 * size * size], outputs, values =>
        {
            for (var i = 0; i < nodes.Count; i++)
            {
                var shape = values[i].GetTensorTypeAndShape().Shape;
                layers.Add(Facts(nodes[i], weights, shape.Aggregate(1L, (count, extent) => count * extent)));
            }
        });
        return new ModelInspection(layers);
    }

    /// <summary><see cref="Parameters"/> of a model at hand; nothing is run for that.</summary>
    internal static long ParametersOf(ModelProto model)
    {
        var weights = Weights(model.Graph);
        return Nodes(model.Graph, weights).Sum(node => Learned(node, Stored(node, weights)));
    }

    /// <summary>Those that have weights.</summary>
    private static List<NodeProto> Nodes(GraphProto graph, Dictionary<string, TensorProto> weights) =>
    [
        .. graph.Node.Where(node =>
            Operators.Contains(node.OpType) && node.Input.Skip(1).Any(weights.ContainsKey)),
    ];

    /// <summary>The stored tensor behind every name that layers read weights by.</summary>
    private static Dictionary<string, TensorProto> Weights(GraphProto graph)
    {
        var weights = new Dictionary<string, TensorProto>();
        foreach (var tensor in graph.Initializer) weights[tensor.Name] = tensor;
        foreach (var node in graph.Node)
        {
            if (node.OpType is "QuantizeLinear" or "DequantizeLinear"
                && weights.TryGetValue(node.Input[0], out var stored))
                weights[node.Output[0]] = stored;
        }

        return weights;
    }

    private static LayerFacts Facts(NodeProto node, Dictionary<string, TensorProto> weights, long outputElements)
    {
        var stored = Stored(node, weights);
        var weight = stored[0];
        var outputChannels = (node.OpType, node.Integer("transB", 0)) switch
        {
            ("Conv", _) or ("Gemm", 1) => weight.Dims[0],
            _ => weight.Dims[^1],
        };
        return new LayerFacts(
            node.Name.Length > 0 ? node.Name : node.Output[0],
            node.OpType,
            // What is behind a pair is rounded before it is computed with.
            node.Input.Contains(weight.Name) || weight.DataType != (int)DataType.Float
                ? Precision(weight.DataType) : "int8",
            [.. weight.Dims],
            Learned(node, stored),
            outputElements * (LearnedWeights(node, weight) / Math.Max(outputChannels, 1)));
    }

    /// <summary>The weight, and the bias if there is one.</summary>
    private static List<TensorProto> Stored(NodeProto node, Dictionary<string, TensorProto> weights) =>
        [.. node.Input.Skip(1).Select(weights.GetValueOrDefault).OfType<TensorProto>()];

    private static long Learned(NodeProto node, List<TensorProto> stored) =>
        LearnedWeights(node, stored[0]) + stored.Skip(1).Sum(Elements);

    // Zeros of merged groups are stored, but nothing was learned there: int8 and float32 have the same count.
    private static long LearnedWeights(NodeProto node, TensorProto weight) =>
        Elements(weight) / (node.OpType == "Conv" ? MergedGroups.In(weight, node.Integer("group", 1)) : 1);

    private static long Elements(TensorProto tensor) => tensor.Dims.Aggregate(1L, (count, extent) => count * extent);

    private static string Precision(int type) => (DataType)type switch
    {
        DataType.Float => "float32",
        DataType.Float16 => "float16",
        DataType.Int8 => "int8",
        DataType.Uint8 => "uint8",
        var other => other.ToString(),
    };
}

/// <summary>What one layer with weights holds and computes.</summary>
/// <param name="Name">The layer's name, or that of its output.</param>
/// <param name="Operator">Its ONNX operator: "Conv", "Gemm".</param>
/// <param name="Precision">What its weights are computed with: "float32", "float16", "int8".</param>
/// <param name="WeightShape">Extents of its weight, outermost first.</param>
/// <param name="Parameters">Learned numbers: weight and bias, without the zeros of merged groups.</param>
/// <param name="MultiplyAdds">Multiplications with a following addition for one photo.</param>
public sealed record LayerFacts(
    string Name, string Operator, string Precision, IReadOnlyList<long> WeightShape, long Parameters,
    long MultiplyAdds);
