using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Verification;

/// <summary>Which tensors of two graphs hold the same activations.</summary>
/// <param name="Name">The tensor's name in a float graph.</param>
/// <param name="First">Its name in the first graph.</param>
/// <param name="Second">Its name in the second graph.</param>
internal sealed record LayerPair(string Name, string First, string Second)
{
    private const string Dequantized = "_dequantized";

    /// <summary>All pairs, in the order of the first graph.</summary>
    public static IReadOnlyList<LayerPair> Match(InspectedModel first, InspectedModel second)
    {
        var others = Activations(second).ToDictionary(pair => pair.Key, pair => pair.Value);
        return [.. from own in Activations(first)
                   where others.ContainsKey(own.Key)
                   select new LayerPair(own.Key, own.Value, others[own.Key])];
    }

    /// <summary>
    /// Names of activations and of the tensors that hold them. In a quantized graph that is what comes back out of the
    /// integers: what lies before them is no more than a step inside a fused operator.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string>> Activations(InspectedModel model)
    {
        var graph = model.Model.Graph;
        var floats = FloatTensors.Infer(model.Model, model.Path, halves: true);
        var stored = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        // Weights may be stored as floats, and quantized in the graph.
        stored.UnionWith(graph.Node.Where(node => node.OpType == "QuantizeLinear" && stored.Contains(node.Input[0]))
            .Select(node => node.Output[0]).ToList());
        var quantized = graph.Node.Any(node => node.OpType == "QuantizeLinear");
        var outputs = graph.Output.Select(output => output.Name).ToHashSet();
        var seen = new HashSet<string>();
        foreach (var node in graph.Node)
        {
            if (node.Output.Count == 0) continue;
            var name = node.Output[0];
            if (node.OpType is "QuantizeLinear" or "Constant" or "Shape") continue;
            if (node.OpType == "DequantizeLinear" && stored.Contains(node.Input[0])) continue;
            if (quantized && node.OpType != "DequantizeLinear" && !outputs.Contains(name)) continue;
            var plain = name.EndsWith(Dequantized, StringComparison.Ordinal) ? name[..^Dequantized.Length] : name;
            if (floats.Contains(name) && seen.Add(plain)) yield return new(plain, name);
        }
    }
}
