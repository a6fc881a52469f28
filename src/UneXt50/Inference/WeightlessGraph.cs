using System.Globalization;
using System.IO.MemoryMappedFiles;
using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using Entry = Onnx.StringStringEntryProto;

namespace UneXt50.Inference;

/// <summary>
/// A model's graph without its weights: they stay in the model file, and onnxruntime maps them from there instead of
/// copying them.
/// </summary>
internal static class WeightlessGraph
{
    private const int SmallestLeftOut = 1024; // scales and the like are worth no mapping
    private const int GraphOfModel = 7; // field numbers of onnx.proto
    private const int InitializerOfGraph = 5;
    private const int RawDataOfTensor = 9;

    /// <summary>
    /// The graph of a model file, whose weights refer to that file by name; null if it has no such weights.
    /// </summary>
    /// <param name="path">The file itself, no link.</param>
    /// <exception cref="FormatException">It is no ONNX file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[]? Read(string path)
    {
        var length = new FileInfo(path).Length;
        if (length is 0 or > int.MaxValue) return null;
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        unsafe
        {
            byte* bytes = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);
            try
            {
                return WithoutWeights(new ReadOnlySpan<byte>(bytes, (int)length), Path.GetFileName(path));
            }
            finally
            {
                view.SafeMemoryMappedViewHandle.ReleasePointer();
            }
        }
    }

    internal static byte[]? WithoutWeights(ReadOnlySpan<byte> model, string location)
    {
        if (ExternalData.IsUsedIn(model)) return null; // onnxruntime would look for all of them in one file
        var output = new MemoryStream();
        var leftOut = 0;
        foreach (var field in ProtobufField.Read(model, 0, model.Length))
        {
            if (field.Number == GraphOfModel && field.HasLength)
                WriteMessage(output, GraphOfModel, Graph(model, field, location, ref leftOut));
            else output.Write(model[field.Start..field.End]);
        }

        return leftOut > 0 ? output.ToArray() : null;
    }

    private static byte[] Graph(ReadOnlySpan<byte> model, ProtobufField graph, string location, ref int leftOut)
    {
        var output = new MemoryStream();
        foreach (var field in ProtobufField.Read(model, graph.Value, graph.End))
        {
            if (field.Number == InitializerOfGraph && field.HasLength
                && Initializer(model, field, location) is { } reference)
            {
                leftOut++;
                WriteMessage(output, InitializerOfGraph, reference);
            }
            else
            {
                output.Write(model[field.Start..field.End]);
            }
        }

        return output.ToArray();
    }

    private static byte[]? Initializer(ReadOnlySpan<byte> model, ProtobufField tensor, string location)
    {
        var fields = ProtobufField.Read(model, tensor.Value, tensor.End);
        var data = fields.FindLast(field => field.Number == RawDataOfTensor && field.HasLength);
        if (data.End - data.Value < SmallestLeftOut) return null;
        var output = new MemoryStream();
        foreach (var field in fields)
        {
            if (field.Number != RawDataOfTensor) output.Write(model[field.Start..field.End]);
        }

        // Messages that follow each other are one, with the fields of both.
        new TensorProto
        {
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData =
            {
                new Entry { Key = "location", Value = location },
                new Entry { Key = "offset", Value = data.Value.ToString(CultureInfo.InvariantCulture) },
                new Entry { Key = "length", Value = (data.End - data.Value).ToString(CultureInfo.InvariantCulture) },
            },
        }.WriteTo(output);
        return output.ToArray();
    }

    private static void WriteMessage(Stream output, int number, byte[] message)
    {
        using var writer = new CodedOutputStream(output, leaveOpen: true);
        writer.WriteTag(number, WireFormat.WireType.LengthDelimited);
        writer.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
    }
}
