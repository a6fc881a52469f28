using Onnx;

namespace UneXt50.Heads;

/// <summary>What the single score of a model with two classes is.</summary>
internal static class SingleScore
{
    private static readonly string[] Transparent = ["Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Cast"];
    private static readonly string[] Linear = ["Gemm", "MatMul", "Add", "Sub", "Mul", "Conv"];

    /// <summary>
    /// True for a logit, whose sigmoid is a probability: a linear layer makes it, or it is called one. False for a
    /// probability: a sigmoid makes it.
    /// </summary>
    /// <param name="path">The model, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="output">The output with the score.</param>
    /// <exception cref="UneXt50Exception">It is neither (Model).</exception>
    public static bool IsLogit(string path, byte[] file, string output)
    {
        if (output.Contains("logit", StringComparison.OrdinalIgnoreCase)) return true;
        var graph = ModelProto.Parser.ParseFrom(file).Graph;
        var producers = graph.Node.SelectMany(node => node.Output.Select(name => (name, node)))
            .ToLookup(pair => pair.name, pair => pair.node);
        var node = producers[output].FirstOrDefault();
        while (node is not null && Transparent.Contains(node.OpType)) node = producers[node.Input[0]].FirstOrDefault();
        if (node?.OpType == "Sigmoid") return false;
        if (node is not null && Linear.Contains(node.OpType)) return true;
        throw new UneXt50Exception(ErrorKind.Model, path,
            $"its only score '{output}' comes from {(node is null ? "its input" : $"a {node.OpType}")}: "
            + "nothing says whether it is a logit or a probability",
            "export it with a sigmoid, or a linear layer, at its end");
    }
}
