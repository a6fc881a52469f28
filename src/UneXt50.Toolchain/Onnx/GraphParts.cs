using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Adds stored tensors and nodes to a graph.</summary>
internal static class GraphParts
{
    /// <summary>Adds a stored tensor.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="type">What its values are in the file, of the size of <typeparamref name="T"/>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">As many as the shape has, in row-major order.</param>
    public static void Store<T>(
        this GraphProto graph, string name, DataType type, IReadOnlyList<int> shape, T[] values)
        where T : unmanaged
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)type,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };
        tensor.Dims.AddRange(shape.Select(extent => (long)extent));
        graph.Initializer.Add(tensor);
    }

    /// <summary>Adds a node with one output, of whose name it is.</summary>
    public static NodeProto AddNode(this GraphProto graph, string operation, IEnumerable<string> inputs, string output)
    {
        var node = new NodeProto { OpType = operation, Name = output, Input = { inputs }, Output = { output } };
        graph.Node.Add(node);
        return node;
    }
}
