using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UneXt50.Onnx;

namespace UneXt50.Inference;

/// <summary>
/// Opens sessions on model files, with the weights left where they are. Whatever stands against that, the file is
/// loaded as it is.
/// </summary>
internal static class NetworkLoading
{
    private const long SmallestInParts = 1 << 20; // a small file is loaded at once

    /// <summary>A session on the model file at <paramref name="path"/>.</summary>
    /// <exception cref="OnnxRuntimeException">onnxruntime refuses it.</exception>
    /// <exception cref="UneXt50Exception">Its weights lie in another file that cannot be used (Model).</exception>
    public static InferenceSession Open(string path, ModelOptions options)
    {
        if (OpenInParts(path, options) is { } session) return session;
        using var whole = NativeRuntime.NewSessionOptions(options.Threads);
        return OpenWhole(path, whole);
    }

    /// <summary>A session on the file as it is, weights and all, with settings of the caller's.</summary>
    /// <exception cref="OnnxRuntimeException">onnxruntime refuses it.</exception>
    public static InferenceSession OpenWhole(string path, SessionOptions settings) =>
        Gathered(path) is { } model ? new InferenceSession(model, settings) : new InferenceSession(path, settings);

    /// <summary>A model whose weights lie in other files, as one; null if they do not.</summary>
    private static byte[]? Gathered(string path)
    {
        var length = new FileInfo(path).Length;
        if (length is 0 or > int.MaxValue) return null;
        try
        {
            return ExternalData.Whole(path, File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException
            or InvalidProtocolBufferException)
        {
            return null; // onnxruntime says what is wrong
        }
    }

    private static InferenceSession? OpenInParts(string path, ModelOptions options)
    {
        try
        {
            // onnxruntime maps no weights from outside the model's folder, as a link may lead.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
            if (FileStatus.Read(file) is not { Size: >= SmallestInParts } before) return null;
            var session = InParts(file, options);
            // A file that was replaced meanwhile may have given one model's graph and another's weights.
            if (session is null || FileStatus.Read(file) == before) return session;
            session.Dispose();
        }
        catch (Exception failure) when (failure is OnnxRuntimeException or IOException or UnauthorizedAccessException
            or FormatException)
        {
            // Loading it as it is tells what is wrong, if anything is.
        }

        return null;
    }

    private static InferenceSession? InParts(string file, ModelOptions options)
    {
        if (WeightlessGraph.Read(file) is not { } graph) return null;
        using var session = NativeRuntime.NewSessionOptions(options.Threads);
        session.AddSessionConfigEntry(
            "session.model_external_initializers_file_folder_path", Path.GetDirectoryName(file)!);
        return new InferenceSession(graph, session);
    }
}
