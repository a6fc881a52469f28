using Google.Protobuf;
using Onnx;

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
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            if (stream.Length == 0) throw Refused(path, "the file is empty", "make the model again");
            if (stream.Length > MaximumBytes)
                throw Refused(path, $"{stream.Length} bytes are more than a model may have ({MaximumBytes})", "give an ONNX model");

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var model = ModelProto.Parser.ParseFrom(bytes);
            return model.Graph is { Node.Count: > 0 }
                ? model : throw Refused(path, "it holds no graph", "give an ONNX model");
        }
        catch (InvalidProtocolBufferException damage)
        {
            throw Refused(path, "the file is damaged or not an ONNX model", "make or fetch the model again", damage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, FileFailure.Describe(failure), "check the path and its permissions", failure);
        }
    }

    /// <summary>Writes a model beside its name and renames it when complete. Equal models give equal bytes.</summary>
    /// <exception cref="UneXt50Exception">The file cannot be written (Output); nothing is left behind.</exception>
    public static void Write(ModelProto model, string path)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            try
            {
                using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
                {
                    model.WriteTo(stream);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(partial, path, overwrite: true);
            }
            catch
            {
                File.Delete(partial);
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, path, FileFailure.Describe(failure), "choose a folder that exists and has room", failure);
        }
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Model, path, problem, remedy, inner);
}
