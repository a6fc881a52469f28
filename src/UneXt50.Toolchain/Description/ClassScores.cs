using Onnx;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Description;

/// <summary>Where a classifier's graph has its unbounded class scores, and the vector they are made of.</summary>
/// <param name="Logits">The tensor with the scores, before any softmax.</param>
/// <param name="Features">The input of the layer that makes them.</param>
/// <param name="FeatureWidth">Width of that vector, by the layer's weight.</param>
internal sealed record ClassScores(string Logits, string Features, int FeatureWidth)
{
    /// <summary>What may stand behind the last linear layer without changing which class is which.</summary>
    private static readonly string[] Transparent = ["Identity", "Flatten", "Reshape", "Squeeze", "Dropout", "Cast"];

    /// <summary>Follows an output back to the last linear layer.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="output">The output with the scores.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="FormatException">
    /// There is no such layer behind it, or it has another number of classes.
    /// </exception>
    public static ClassScores Behind(GraphProto graph, string output, int classes)
    {
        var producers = new Dictionary<string, NodeProto>();
        foreach (var node in graph.Node)
        {
            foreach (var name in node.Output) producers[name] = node;
        }

        var weights = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var (logits, current) = (output, output);
        while (producers.TryGetValue(current, out var node))
        {
            switch (node.OpType)
            {
                case "Softmax":
                    logits = current = node.Input[0];
                    break;
                case "Sigmoid":
                    throw new FormatException("its classes exclude each other in no way: a sigmoid stands at its end");
                case "Add" when weights.ContainsKey(node.Input[1]):
                    current = node.Input[0];
                    break;
                case "Add" when weights.ContainsKey(node.Input[0]):
                    current = node.Input[1];
                    break;
                case "Gemm" or "MatMul" or "Conv" when weights.TryGetValue(node.Input[1], out var weight):
                    return Linear(node, weight, logits, classes);
                case var type when Transparent.Contains(type):
                    current = node.Input[0];
                    break;
                default:
                    throw new FormatException($"a {node.OpType} stands where its last linear layer should be");
            }
        }

        throw new FormatException($"no linear layer leads to its output '{output}'");
    }

    private static ClassScores Linear(NodeProto node, TensorProto weight, string logits, int classes)
    {
        var transposed = node.OpType == "Conv" || node.OpType == "Gemm" && node.Integer("transB", 0) != 0;
        var (rows, columns) = weight.Dims switch
        {
            [var first, var second] => transposed ? (first, second) : (second, first),
            [var first, var second, 1, 1] => (first, second),
            _ => throw new FormatException($"its last layer '{node.Name}' is not linear"),
        };
        if (rows != classes)
            throw new FormatException($"its last layer has {rows} classes, but there are {classes} labels");
        return columns is > 0 and <= 1 << 20
            ? new ClassScores(logits, node.Input[0], (int)columns)
            : throw new FormatException($"its last layer takes {columns} features");
    }
}
