using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Graph;

/// <summary>
/// Makes a float16 network of a float32 one, between casts: its input and its outputs stay float32, so that it is fed
/// and read as any other.
/// </summary>
internal static class HalfPrecision
{
    private const string Suffix = "_float16";

    /// <summary>Converts a model of ours in place: all of its stored numbers are float32.</summary>
    /// <returns>What that did to its weights.</returns>
    /// <exception cref="CheckpointDamage">A weight is too large for float16.</exception>
    public static HalfPrecisionRounding Apply(ModelProto model)
    {
        var graph = model.Graph;
        var rounding = new HalfPrecisionRounding(0, 0, 0, 0);
        foreach (var tensor in graph.Initializer) rounding += Round(tensor);
        foreach (var output in graph.Output)
        {
            graph.Rename(output.Name, output.Name + Suffix);
            graph.Node.Add(Cast(output.Name + Suffix, output.Name, DataType.Float));
        }

        foreach (var input in graph.Input)
        {
            graph.Rename(input.Name, input.Name + Suffix);
            graph.Node.Insert(0, Cast(input.Name, input.Name + Suffix, DataType.Float16));
        }

        return rounding;
    }

    private static NodeProto Cast(string from, string to, DataType type) =>
        new NodeProto { OpType = "Cast", Name = to, Input = { from }, Output = { to } }
            .WithInteger("to", (int)type);

    private static HalfPrecisionRounding Round(TensorProto tensor)
    {
        var values = tensor.ToFloatTensor().Values;
        var halves = new Half[values.Length];
        var (zeroed, subnormal, largest) = (0L, 0L, 0f);
        for (var i = 0; i < values.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (Half.IsInfinity(halves[i]) && float.IsFinite(values[i])) throw TooLarge(tensor.Name, values[i]);
            if (Half.IsSubnormal(halves[i])) subnormal++;
            if (halves[i] == Half.Zero && values[i] != 0) zeroed++;
            largest = MathF.Max(largest, MathF.Abs(values[i]));
        }

        tensor.DataType = (int)DataType.Float16;
        tensor.FloatData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(halves.AsSpan()));
        return new HalfPrecisionRounding(values.Length, zeroed, subnormal, largest);
    }

    private static CheckpointDamage TooLarge(string tensor, float value) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"its tensor '{tensor}', with the batch norm behind it, has {value:G4}; float16 ends at 65,504"),
        $"import it with {Setting.Precision} fp32");
}
