using Onnx;

namespace UneXt50.Onnx;

/// <summary>Nodes that none of a graph's outputs depends on.</summary>
internal static class DeadNodes
{
    /// <summary>Removes them, and weights that nothing reads any more.</summary>
    public static void RemoveDeadNodes(this GraphProto graph)
    {
        var wanted = graph.Output.Select(output => output.Name).ToHashSet();
        // Nodes are in topological order: whoever reads a tensor comes after who writes it.
        for (var i = graph.Node.Count - 1; i >= 0; i--)
        {
            var node = graph.Node[i];
            if (node.Output.Any(wanted.Contains)) wanted.UnionWith(node.Reads());
            else graph.Node.RemoveAt(i);
        }

        var unread = graph.Initializer.Where(tensor => !wanted.Contains(tensor.Name)).ToList();
        foreach (var tensor in unread) graph.Initializer.Remove(tensor);
    }
}
