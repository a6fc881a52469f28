using Onnx;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Description;

/// <summary>Where a classifier's graph has its unbounded class scores, and the vector they are made of.</summary>
/// <param name="Logits">The tensor with the scores, before any softmax.</param>
/// <param name="Features">The input of the layer that makes them.</param>
/// <param name="FeatureWidth">Width of that vector, by the layer's weight.</param>
/// <param name="IsMap">
/// Whether that input is a map of vectors, one a place: the classifier is a convolution, and pooling comes after it.
/// </param>
internal sealed record ClassScores(string Logits, string Features, int FeatureWidth, bool IsMap = false)
{
    private const string Remedy =
        $"name the tensor with the scores, before any softmax, with {Setting.Scores}, and the feature "
        + $"vector with {Setting.Features}; any tensor of the graph will do";

    /// <summary>What may stand behind the last linear layer without changing which class is which.</summary>
    private static readonly string[] Transparent =
    [
        "Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Dropout", "Cast", "BatchNormalization",
        "QuantizeLinear", "DequantizeLinear", "ZipMap",
    ];

    /// <summary>What follows a softmax and leaves the order of its probabilities: their logits are its input.</summary>
    private static readonly string[] BehindSoftmax = ["Log", "Exp", "Clip"];

    private static readonly string[] Pools = ["GlobalAveragePool", "AveragePool", "ReduceMean"];
    private static readonly string[] Rectifiers = ["Relu", "Clip", "LeakyRelu", "PRelu", "HardSwish"];

    /// <summary>Whether there is a single score, whose sigmoid tells two classes.</summary>
    public bool HasOneLogit { get; private init; }

    /// <summary>Follows a tensor back to the last linear layer.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="scores">The tensor with the scores.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="DescriptionRefusal">
    /// There is no such layer behind it, or it has another number of classes.
    /// </exception>
    public static ClassScores Behind(GraphProto graph, string scores, int classes)
    {
        var producers = Producers(graph);
        var weights = Weights(graph);
        var (logits, current, pooled) = (WithoutSoftmax(producers, scores), scores, false);
        var (isSigmoid, isSoftmax) = (false, false);
        while (producers.TryGetValue(current, out var node))
        {
            switch (node.OpType)
            {
                case "Softmax" or "LogSoftmax" when !pooled:
                    if (current != scores && IsScaled(producers, scores, current) || isSoftmax)
                    {
                        throw new DescriptionRefusal("what it does with the probabilities of its softmax "
                            + "would be lost", Remedy);
                    }

                    (current, isSoftmax) = (node.Input[0], true);
                    break;
                case var type when BehindSoftmax.Contains(type) && LeadsToSoftmax(producers, node):
                    current = node.Input[0];
                    break;
                case "Sigmoid" when !pooled:
                    logits = current = node.Input[0];
                    isSigmoid = true;
                    break;
                case "Add" or "Mul" when weights.ContainsKey(node.Input[0]):
                    current = node.Input[1];
                    break;
                case "Add" or "Mul" or "Sub" or "Div" when weights.ContainsKey(node.Input[1]):
                    current = node.Input[0];
                    break;
                case "Conv" when weights.TryGetValue(node.Input[1], out var kernel):
                    return Linear(node, kernel, logits, classes, isSigmoid) with { IsMap = pooled };
                case "Gemm" or "MatMul" when !pooled && weights.TryGetValue(node.Input[1], out var matrix):
                    return Linear(node, matrix, logits, classes, isSigmoid);
                case var type when Pools.Contains(type):
                    (pooled, current) = (true, node.Input[0]);
                    break;
                case var type when Transparent.Contains(type) || pooled && Rectifiers.Contains(type):
                    current = node.Input[0];
                    break;
                default:
                    throw new DescriptionRefusal($"{Name(node)} stands where its last linear layer should be", Remedy);
            }
        }

        throw new DescriptionRefusal($"no linear layer leads to '{scores}'", Remedy);
    }

    /// <summary>The tensor, or what a softmax at its end was taken of.</summary>
    public static string WithoutSoftmax(GraphProto graph, string scores) => WithoutSoftmax(Producers(graph), scores);

    private static string WithoutSoftmax(Dictionary<string, NodeProto> producers, string scores)
    {
        var logits = scores;
        for (var current = scores; producers.TryGetValue(current, out var node); current = node.Input[0])
        {
            if (node.OpType is "Softmax" or "LogSoftmax") logits = node.Input[0];
            else if (!Transparent.Contains(node.OpType)
                && !(BehindSoftmax.Contains(node.OpType) && LeadsToSoftmax(producers, node))) break;
        }

        return logits;
    }

    private static bool LeadsToSoftmax(Dictionary<string, NodeProto> producers, NodeProto last)
    {
        var node = last;
        while (node.OpType is not ("Softmax" or "LogSoftmax"))
        {
            if (!BehindSoftmax.Contains(node.OpType) && !Transparent.Contains(node.OpType)) return false;
            if (!producers.TryGetValue(node.Input[0], out node!)) return false;
        }

        return true;
    }

    /// <summary>Whether there is arithmetic between a softmax's output and the scores.</summary>
    private static bool IsScaled(Dictionary<string, NodeProto> producers, string scores, string probabilities)
    {
        for (var current = scores; current != probabilities;)
        {
            var node = producers[current];
            if (node.OpType is "Add" or "Mul" or "Sub" or "Div") return true;
            current = node.Input[0];
        }

        return false;
    }

    private static ClassScores Linear(NodeProto node, TensorProto weight, string logits, int classes, bool isSigmoid)
    {
        if (node.Integer("transA", 0) != 0)
            throw new DescriptionRefusal($"its last layer '{node.Name}' takes its features as columns", Remedy);
        var transposed = node.OpType == "Conv" || node.OpType == "Gemm" && node.Integer("transB", 0) != 0;
        var (rows, columns) = weight.Dims switch
        {
            [var first, var second] => transposed ? (first, second) : (second, first),
            [var first, var second, 1, 1] => (first, second),
            _ => throw new DescriptionRefusal($"its last layer '{node.Name}' is not linear", Remedy),
        };
        if (isSigmoid && rows > 1)
        {
            throw new DescriptionRefusal(
                $"it ends with a sigmoid, which answers each of its {rows} classes on its own, and here a photo has "
                + $"one class",
                "give a network that ends with a softmax or with its linear layer");
        }

        if (rows != classes && !(rows == 1 && classes == 2))
        {
            throw new DescriptionRefusal($"its last layer has {rows} classes, but there are {classes} labels",
                $"give {Setting.Labels} one name for each class, in the order of the scores");
        }

        return columns is > 0 and <= 1 << 20
            ? new ClassScores(logits, node.Input[0], (int)columns) { HasOneLogit = rows == 1 }
            : throw new DescriptionRefusal($"its last layer takes {columns} features", Remedy);
    }

    private static Dictionary<string, NodeProto> Producers(GraphProto graph)
    {
        var producers = new Dictionary<string, NodeProto>();
        foreach (var node in graph.Node)
        {
            foreach (var name in node.Output.Where(name => name.Length > 0)) producers[name] = node;
        }

        return producers;
    }

    /// <summary>The stored tensors, also where a graph of int8 weights reads them back as float.</summary>
    private static Dictionary<string, TensorProto> Weights(GraphProto graph)
    {
        var weights = new Dictionary<string, TensorProto>();
        foreach (var tensor in graph.Initializer) weights[tensor.Name] = tensor;
        foreach (var node in graph.Node.Where(node => node.OpType == "DequantizeLinear"))
        {
            if (weights.TryGetValue(node.Input[0], out var stored)) weights[node.Output[0]] = stored;
        }

        return weights;
    }

    private static string Name(NodeProto node) => node.Name.Length > 0 && node.Name != node.OpType
        ? $"{node.OpType} '{node.Name}'" : $"a node of type {node.OpType}";
}
