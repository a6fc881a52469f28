using Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Inputs and outputs of graphs.</summary>
internal static class TensorValue
{
    private const string AnyBatch = "N";

    /// <summary>A float32 tensor of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="batch">Its first extent; 0 for any.</param>
    /// <param name="extents">The others.</param>
    public static ValueInfoProto Declare(string name, int batch, params ReadOnlySpan<int> extents)
    {
        var first = batch > 0
            ? new TensorShapeProto.Types.Dimension { DimValue = batch }
            : new TensorShapeProto.Types.Dimension { DimParam = AnyBatch };
        var shape = new TensorShapeProto { Dim = { first } };
        foreach (var extent in extents) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
