using UneXt50.Inference.Native;
using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference;

/// <summary>Opens a model with the engine that it is for.</summary>
internal static class EngineChoice
{
    private const long LargestModel = 2L << 30;

    /// <exception cref="UneXt50Exception">The file is missing, damaged, or not a network of this shape.</exception>
    public static INetwork Open(string path, ModelOptions options)
    {
        var file = new FileInfo(path);
        PlannedOutputs.RequireInput(path);
        if (Directory.Exists(path)) throw Refused(path, "it is a folder", "name the .onnx file in it");
        if (FileStatus.Read(path) is { Type: not FileType.File } status)
            throw Refused(path, $"{status.Type.Description()}, not a model file", "name the .onnx file");
        if (!file.Exists) throw Refused(path, "there is no such model file", "check the path");
        if (file.Length is 0 or > LargestModel)
        {
            throw Refused(
                path, file.Length == 0 ? "it is empty"
                    : $"it has {ByteSize.Text(file.Length)}, more than the {ByteSize.Text(LargestModel)} that are read",
                "copy or download it again");
        }

        return Native(path, options) ?? (INetwork)OnnxRuntimeNetwork.Open(path, options);
    }

    private static NativeSession? Native(string path, ModelOptions options)
    {
        if (options.IsOnDevice && options.Engine == InferenceEngine.Native)
        {
            throw new UneXt50Exception(ErrorKind.Usage, path,
                $"the native engine computes on the CPU, and {options.Providers[0].Name} is asked for",
                $"leave {Setting.Engine} or {Setting.Provider} out");
        }

        if (options.Engine == InferenceEngine.OnnxRuntime || options.IsOnDevice
            || (options.Engine == InferenceEngine.Auto && !ProductKernel.Best.IsFast)) return null;
        try
        {
            return NativeSession.Open(path, options.Threads);
        }
        catch (Exception failure) when (failure is UnsupportedGraph or FormatException or IOException
            or UnauthorizedAccessException)
        {
            return options.Engine == InferenceEngine.Auto ? null : throw Refused(path,
                $"the native engine does not run it: {failure.Message}", $"use {Setting.Engine} auto", failure);
        }
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Model, path, problem, remedy, inner);
}
