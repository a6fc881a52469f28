using Onnx;
using UneXt50.Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Changes what tensors of a graph are called.</summary>
internal static class TensorNames
{
    /// <summary>Makes a node read another tensor, its nested graphs included.</summary>
    public static void ReplaceInput(this NodeProto node, string name, string by)
    {
        for (var i = 0; i < node.Input.Count; i++)
        {
            if (node.Input[i] == name) node.Input[i] = by;
        }

        foreach (var graph in node.Graphs())
        {
            foreach (var inner in graph.Node) inner.ReplaceInput(name, by);
            foreach (var output in graph.Output.Where(output => output.Name == name)) output.Name = by;
        }
    }

    /// <summary>Renames a tensor wherever a node reads or writes it.</summary>
    public static void Rename(this GraphProto graph, string name, string to)
    {
        foreach (var node in graph.Node)
        {
            node.ReplaceInput(name, to);
            for (var i = 0; i < node.Output.Count; i++)
            {
                if (node.Output[i] == name) node.Output[i] = to;
            }
        }

        foreach (var tensor in graph.Initializer.Where(tensor => tensor.Name == name)) tensor.Name = to;
    }
}
