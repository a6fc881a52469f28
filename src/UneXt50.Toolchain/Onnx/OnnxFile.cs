using Google.Protobuf;
using Onnx;
using UneXt50.Results;

namespace UneXt50.Toolchain.Onnx;

/// <summary>Model files on disk: read within a bound, written whole or not at all.</summary>
internal static class OnnxFile
{
    /// <summary>The largest file read, in bytes. Messages take several times their encoded size once parsed.</summary>
    public const long MaximumBytes = 1L << 30;

    /// <summary>Reads a model; what its graph computes is not checked.</summary>
    /// <exception cref="UneXt50Exception">The file is missing, too large, or not an ONNX model (Model).</exception>
    public static ModelProto Read(string path)
    {
        var bytes = InputFile.Read(path, ErrorKind.Model, stream =>
        {
            if (stream.Length == 0) throw Refused(path, "the file is empty", "make the model again");
            if (stream.Length > MaximumBytes)
                throw Refused(path, $"it is larger than {MaximumBytes} bytes, the most read", "give a smaller model");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        try
        {
            var model = ModelProto.Parser.ParseFrom(bytes);
            return model.Graph is { Node.Count: > 0 }
                ? model : throw Refused(path, "it holds no graph", "give an ONNX model");
        }
        catch (InvalidProtocolBufferException damage)
        {
            throw Refused(path, "the file is damaged or not an ONNX model", "make or fetch the model again", damage);
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
