using Google.Protobuf;
using Onnx;

namespace UneXt50.Onnx;

/// <summary>Model files on disk: read within a bound, written whole or not at all.</summary>
internal static class OnnxFile
{
    /// <summary>The largest model read, in bytes, with weights that lie in other files.</summary>
    public static long MaximumBytes => ExternalData.MaximumBytes;

    /// <summary>
    /// Reads a model, and weights that lie in other files beside it; what its graph computes is not checked.
    /// </summary>
    /// <exception cref="UneXt50Exception">A file is missing, too large, or not an ONNX model (Model).</exception>
    public static ModelProto Read(string path)
    {
        var bytes = InputFile.Read(path, ErrorKind.Model, stream =>
        {
            if (stream.Length == 0) throw Refused(path, "the file is empty", "copy, export or make it again");
            if (stream.Length > MaximumBytes)
                throw Refused(path, $"it is larger than {ByteSize.Text(MaximumBytes)}, the most that is read",
                    "give a smaller one");
            if (ModelFormat.Refusal(stream) is { } other) throw Refused(path, other.Problem, other.Remedy);
            stream.Position = 0;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        try
        {
            var model = ModelProto.Parser.ParseFrom(bytes);
            if (model.Graph is not { Node.Count: > 0 }) throw Refused(path, "it holds no graph", "give an ONNX model");
            ExternalData.TakeIn(model, path);
            return model;
        }
        catch (InvalidProtocolBufferException damage)
        {
            throw Refused(path, "the file is damaged or not an ONNX model",
                "copy, export or make it again", damage);
        }
    }

    /// <summary>Writes a model, whole or not at all. Equal models give equal bytes.</summary>
    /// <exception cref="UneXt50Exception">The file cannot be written (Output); nothing is left behind.</exception>
    public static void Write(ModelProto model, string path)
    {
        using var file = OutputFile.Create(path);
        model.WriteTo(file);
        file.Complete();
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Model, path, problem, remedy, inner);
}
