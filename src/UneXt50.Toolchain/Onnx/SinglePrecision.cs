using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Onnx;

/// <summary>
/// Makes a float32 network of one of half precision (float16 or bfloat16), or of double precision: calibration observes
/// float32, and boards without such arithmetic run nothing else. Half-precision weights keep their values.
/// </summary>
internal static class SinglePrecision
{
    /// <summary>Attributes that name the type of what a node puts out.</summary>
    private static readonly string[] TypeAttributes = ["to", "dtype", "output_dtype"];

    /// <summary>Converts a model in place; one of float32 stays as it is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where it came from, for the message.</param>
    /// <exception cref="UneXt50Exception">
    /// A tensor's data does not fill its shape, or it becomes too large (Model).
    /// </exception>
    public static void Apply(ModelProto model, string path)
    {
        // Shapes are computed in doubles inside float32 networks, too: those stay.
        var ends = model.Graph.Input.Concat(model.Graph.Output).Select(value => value.Type?.TensorType?.ElemType ?? 0);
        HashSet<int> others = [(int)DataType.Float16, (int)DataType.Bfloat16];
        if (ends.Contains((int)DataType.Double)) others.Add((int)DataType.Double);
        var tensors = model.StoredTensors().Where(tensor => others.Contains(tensor.DataType)).ToList();
        var bytes = model.StoredTensors().Sum(tensor => (long)tensor.RawData.Length);
        if (bytes + tensors.Sum(tensor => (long)tensor.RawData.Length) > OnnxFile.MaximumBytes)
        {
            throw new UneXt50Exception(ErrorKind.Model, path,
                $"as float32 it is larger than {ByteSize.Text(OnnxFile.MaximumBytes)}, the most that is read",
                "give a smaller one");
        }

        foreach (var tensor in tensors) Widen(tensor);
        foreach (var graph in model.Graph.WithNested())
        {
            foreach (var value in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo))
            {
                if (value.Type?.TensorType is { } type && others.Contains(type.ElemType))
                    type.ElemType = (int)DataType.Float;
            }
        }

        var nodes = model.Graph.WithNested().SelectMany(graph => graph.Node)
            .Concat(model.Functions.SelectMany(function => function.Node)).ToList();
        var changed = nodes.SelectMany(node => node.Attribute)
            .Where(attribute => TypeAttributes.Contains(attribute.Name) && others.Contains((int)attribute.I)).ToList();
        foreach (var attribute in changed) attribute.I = (int)DataType.Float;
        if (tensors.Count > 0 || changed.Count > 0) LeaveOutCasts(model, path);
    }

    /// <summary>What was a change of precision is none any more, and must not hide the network's ends.</summary>
    private static void LeaveOutCasts(ModelProto model, string path)
    {
        var floats = FloatTensors.Infer(model, path);
        foreach (var cast in model.Graph.Node.Where(node => node.OpType == "Cast" && floats.Contains(node.Input[0])))
        {
            if (cast.Integer("to", 0) != (int)DataType.Float) continue;
            cast.OpType = "Identity";
            cast.Attribute.Clear();
        }
    }

    private static void Widen(TensorProto tensor)
    {
        var type = (DataType)tensor.DataType;
        var raw = tensor.RawData.Span;
        var bits = MemoryMarshal.Cast<byte, ushort>(raw);
        float[] values = (type, tensor.RawData.IsEmpty) switch
        {
            (DataType.Double, true) => [.. tensor.DoubleData.Select(value => (float)value)],
            (DataType.Double, false) => Converted(MemoryMarshal.Cast<byte, double>(raw), value => (float)value),
            (DataType.Float16, true) => [.. tensor.Int32Data.Select(value => Half((ushort)value))],
            (DataType.Float16, false) => Converted(bits, Half),
            (_, true) => [.. tensor.Int32Data.Select(value => Brain((ushort)value))],
            (_, false) => Converted(bits, Brain),
        };
        var width = type == DataType.Double ? 8 : 2;
        if (raw.Length % width != 0 || tensor.RawBytes() != values.LongLength * width)
        {
            throw new UneXt50Exception(ErrorKind.Model, $"tensor '{tensor.Name}'",
                "its data does not fill its shape", "the file is damaged: copy or export it again");
        }

        tensor.DataType = (int)DataType.Float;
        tensor.Int32Data.Clear();
        tensor.DoubleData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static float[] Converted<T>(ReadOnlySpan<T> values, Func<T, float> convert)
    {
        var floats = new float[values.Length];
        for (var i = 0; i < floats.Length; i++) floats[i] = convert(values[i]);
        return floats;
    }

    private static float Half(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    private static float Brain(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
