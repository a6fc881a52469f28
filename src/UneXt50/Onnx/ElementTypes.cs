using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Onnx;

/// <summary>How much room the elements of stored tensors take.</summary>
internal static class ElementTypes
{
    /// <summary>
    /// Bytes of a tensor's raw data, by its type and shape; null for text, types that are not known, and shapes that no
    /// file can fill.
    /// </summary>
    public static long? RawBytes(this TensorProto tensor)
    {
        var count = 1L;
        foreach (var extent in tensor.Dims)
        {
            if (extent is < 0 or > int.MaxValue || (count *= extent) > int.MaxValue) return null;
        }

        return (DataType)tensor.DataType switch
        {
            DataType.Float or DataType.Int32 or DataType.Uint32 => 4 * count,
            DataType.Double or DataType.Int64 or DataType.Uint64 or DataType.Complex64 => 8 * count,
            DataType.Complex128 => 16 * count,
            DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2 * count,
            DataType.Uint8 or DataType.Int8 or DataType.Bool or DataType.Float8E4M3Fn or DataType.Float8E4M3Fnuz
                or DataType.Float8E5M2 or DataType.Float8E5M2Fnuz => count,
            DataType.Uint4 or DataType.Int4 => (count + 1) / 2,
            _ => null,
        };
    }
}
