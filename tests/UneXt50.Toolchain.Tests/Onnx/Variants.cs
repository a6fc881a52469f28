using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Tests.Checkpoints;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Tests.Onnx;

/// <summary>The same network as other tools store it.</summary>
internal static class Variants
{
    /// <summary>Moves all float weights into another file, as torch.onnx.export does.</summary>
    /// <returns>The model, and what the other file holds.</returns>
    public static (ModelProto Model, byte[] Data) Outside(ModelProto model, string location)
    {
        var outside = model.Clone();
        using var data = new MemoryStream();
        foreach (var tensor in outside.Graph.Initializer.Where(tensor => tensor.DataType == (int)DataType.Float))
        {
            var raw = MemoryMarshal.AsBytes<float>(tensor.ToFloatTensor().Values);
            SetPlace(tensor, location, data.Length, raw.Length);
            data.Write(raw);
        }

        return (outside, data.ToArray());
    }

    /// <summary>Writes a model and the file with its weights into a folder.</summary>
    /// <returns>The model's path.</returns>
    public static string WriteOutside(TemporaryFolder folder, ModelProto model, string name = "outside.onnx")
    {
        var (outside, data) = Outside(model, name + ".data");
        folder.File(name + ".data", data);
        return folder.File(name, outside.ToByteArray());
    }

    /// <summary>Says where a tensor lies.</summary>
    public static void SetPlace(TensorProto tensor, string location, long offset, long length)
    {
        tensor.RawData = ByteString.Empty;
        tensor.FloatData.Clear();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Clear();
        void Add(string key, string value) =>
            tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        Add("location", location);
        Add("offset", offset.ToString(CultureInfo.InvariantCulture));
        Add("length", length.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The network in another precision, as converters make it: with casts at its ends or such ends.</summary>
    public static ModelProto Half(ModelProto model, DataType type, bool keepsEnds)
    {
        var half = model.Clone();
        var graph = half.Graph;
        foreach (var tensor in graph.Initializer.Where(tensor => tensor.DataType == (int)DataType.Float))
            Narrow(tensor, type);
        foreach (var tensor in graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T))
        {
            if (tensor?.DataType == (int)DataType.Float) Narrow(tensor, type);
        }

        var (input, output) = (graph.Input[0], graph.Output[0]);
        if (!keepsEnds)
        {
            (input.Type.TensorType.ElemType, output.Type.TensorType.ElemType) = ((int)type, (int)type);
            return half;
        }

        foreach (var node in graph.Node) node.ReplaceInput(input.Name, "narrow");
        graph.Node.Insert(0, new NodeProto { OpType = "Cast", Input = { input.Name }, Output = { "narrow" } }
            .WithInteger("to", (int)type));
        graph.Node.Add(new NodeProto { OpType = "Cast", Input = { output.Name }, Output = { "wide" } }
            .WithInteger("to", (int)DataType.Float));
        output.Name = "wide";
        return half;
    }

    private static void Narrow(TensorProto tensor, DataType type)
    {
        var values = tensor.ToFloatTensor().Values;
        tensor.FloatData.Clear();
        tensor.RawData = type switch
        {
            DataType.Float16 => Raw([.. values.Select(value => BitConverter.HalfToUInt16Bits((Half)value))]),
            DataType.Bfloat16 => Raw(
                [.. values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))]),
            _ => ByteString.CopyFrom(MemoryMarshal.AsBytes<double>([.. values.Select(value => (double)value)])),
        };
        tensor.DataType = (int)type;
    }

    private static ByteString Raw(ushort[] bits) => ByteString.CopyFrom(MemoryMarshal.AsBytes<ushort>(bits));
}
