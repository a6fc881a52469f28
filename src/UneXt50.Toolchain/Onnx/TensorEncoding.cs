using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Between float tensors and ONNX's, whose raw data is little-endian as every processor we run on.</summary>
internal static class TensorEncoding
{
    /// <summary>The tensor as an initializer of that name, its values as raw data.</summary>
    public static TensorProto ToProto(this FloatTensor tensor, string name)
    {
        var proto = new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(tensor.Values.AsSpan())),
        };
        proto.Dims.AddRange(tensor.Shape.Select(extent => (long)extent));
        return proto;
    }

    /// <summary>The values of a float32 initializer, stored either way ONNX allows inside the file.</summary>
    /// <exception cref="UneXt50Exception">
    /// It is of another type, stored elsewhere, or its data does not fill its shape (Model).
    /// </exception>
    public static FloatTensor ToFloatTensor(this TensorProto proto)
    {
        if (proto.DataType != (int)TensorProto.Types.DataType.Float) throw Refused(proto, "it is not float32");
        if (proto.DataLocation == TensorProto.Types.DataLocation.External)
            throw Refused(proto, "its data lies in another file");

        var values = proto.RawData.IsEmpty
            ? [.. proto.FloatData] : MemoryMarshal.Cast<byte, float>(proto.RawData.Span).ToArray();
        var bytes = proto.RawData.IsEmpty ? values.Length * 4L : proto.RawData.Length;
        var shape = new int[proto.Dims.Count];
        var count = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            // Both bounds keep the product from overflowing; no tensor of a file that was read comes near them.
            if (proto.Dims[i] is < 0 or > int.MaxValue || (count *= proto.Dims[i]) > int.MaxValue)
                throw Refused(proto, "its shape is impossible");
            shape[i] = (int)proto.Dims[i];
        }

        return bytes == count * 4
            ? new FloatTensor(shape, values) : throw Refused(proto, "its data does not fill its shape");
    }

    private static UneXt50Exception Refused(TensorProto proto, string problem) => new(
        ErrorKind.Model, $"tensor '{proto.Name}'", problem, "export or make the model again, with float32 weights");
}
