using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// A head as an ONNX graph: <c>features</c> [N, D] -> <c>probabilities</c> [N, K], and <c>distance</c> [N, 1] to the
/// nearest class mean. Only operators that every ONNX tool has.
/// </summary>
internal static class HeadGraph
{
    private const int OpsetVersion = 13;
    private const int IrVersion = 8;

    public static byte[] Build(IHeadScoring scoring, Matrix means, HeadCard card)
    {
        var (classes, width) = (means.Rows, means.Columns);
        var graph = new GraphProto
        {
            Name = "head",
            Input = { Tensor("features", width) },
            Output = { Tensor("probabilities", classes), Tensor("distance", 1) },
            Initializer =
            {
                Constant("means", [.. means.Values.Select(value => (float)value)], classes, width),
                Constant("zeros", new float[classes], classes),
                Constant("one", [1f], 1),
            },
            Node = { Node("LpNormalization", "direction", "features").With("axis", 1).With("p", 2) },
        };
        scoring.AddTo(graph);
        graph.Node.AddRange([
            Node("Gemm", "cosines", "direction", "means", "zeros").With("transB", 1),
            Node("ReduceMax", "nearest", "cosines").With("axes", [1]).With("keepdims", 1),
            Node("Sub", "distance", "one", "nearest"),
        ]);
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "unext50",
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OpsetVersion } },
        };
        model.MetadataProps.AddRange(
            card.ToMetadata().Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return model.ToByteArray();
    }

    /// <summary>A node with one output, named after it.</summary>
    public static NodeProto Node(string type, string output, params string[] inputs)
    {
        var node = new NodeProto { Name = output, OpType = type, Output = { output } };
        node.Input.AddRange(inputs);
        return node;
    }

    public static NodeProto With(this NodeProto node, string name, long value)
    {
        node.Attribute.Add(
            new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value });
        return node;
    }

    private static NodeProto With(this NodeProto node, string name, long[] values)
    {
        node.Attribute.Add(
            new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } });
        return node;
    }

    public static TensorProto Constant(string name, float[] values, params long[] shape) =>
        Constant<float>(name, TensorProto.Types.DataType.Float, values, shape);

    public static TensorProto Constant(string name, long[] values, params long[] shape) =>
        Constant<long>(name, TensorProto.Types.DataType.Int64, values, shape);

    private static TensorProto Constant<T>(string name, TensorProto.Types.DataType type, T[] values, long[] shape)
        where T : unmanaged => new()
        {
            Name = name,
            DataType = (int)type,
            Dims = { shape },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };

    private static ValueInfoProto Tensor(string name, int width)
    {
        var shape = new TensorShapeProto
        {
            Dim =
            {
                new TensorShapeProto.Types.Dimension { DimParam = "N" },
                new TensorShapeProto.Types.Dimension { DimValue = width },
            },
        };
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
