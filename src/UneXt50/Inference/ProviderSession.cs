using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using UneXt50.Onnx;
using UneXt50.Onnx.Runtime;

namespace UneXt50.Inference;

/// <summary>
/// Opens a model on providers that were named. It runs once before it is handed out, on a picture of zeros: what a
/// device cannot do shows there, TensorRT builds its engines, and the profile of that run says which provider ran what.
/// </summary>
internal static class ProviderSession
{
    /// <exception cref="OnnxRuntimeException">onnxruntime refuses the model.</exception>
    /// <exception cref="UneXt50Exception">A provider cannot be used (Runtime), or the model fails (Model).</exception>
    public static OnnxRuntimeNetwork Open(string path, ModelOptions options)
    {
        using var settings = NativeRuntime.NewSessionOptions(options.Threads);
        var tensorRt = options.Providers.FirstOrDefault(ProviderSetup.IsTensorRt);
        if (tensorRt is null)
        {
            ProviderSetup.Append(settings, options.Providers);
            return Rehearsed(path, settings, options);
        }

        // What onnxruntime makes of pairs for a processor (int8 weights, int32 biases) TensorRT refuses; it optimizes the
        // graph itself.
        settings.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
        using var cache = EngineCache.IsChosenIn(tensorRt) ? null : CacheOf(tensorRt, path, options);
        ProviderSetup.Append(settings, [.. options.Providers.Select(provider =>
            provider == tensorRt && cache is not null ? cache.Into(provider, NativeRuntime.Minor) : provider)]);
        if (cache is { IsBuilt: true }) return Rehearsed(path, settings, options);
        options.Told?.Invoke($"{path}: TensorRT builds its engines, which may take minutes"
            + (cache is null && !EngineCache.IsChosenIn(tensorRt) ? "; they cannot be kept, so every start does" : ""));
        var start = Stopwatch.GetTimestamp();
        var network = Rehearsed(path, settings, options);
        cache?.Complete();
        options.Told?.Invoke(string.Create(CultureInfo.InvariantCulture,
            $"{path}: TensorRT has built its engines in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        return network;
    }

    private static OnnxRuntimeNetwork Rehearsed(string path, SessionOptions settings, ModelOptions options)
    {
        using var scratch = Scratch();
        if (scratch is not null)
        {
            settings.ProfileOutputPathPrefix = scratch["profile"];
            settings.EnableProfiling = true;
        }
        else
        {
            options.Told?.Invoke($"{path}: no temporary folder can be made, so nobody can tell which provider runs what");
        }

        InferenceSession? session = null;
        try
        {
            session = Session(path, settings, options.Providers);
            var network = new OnnxRuntimeNetwork(path, session, options.Providers);
            // TensorRT's engines fit the batches that they have seen, and those between.
            var largest = options.Providers.Any(ProviderSetup.IsTensorRt) ? options.LargestBatch : 1;
            using (var batch = network.NewBatch(largest))
            {
                batch.Run(1);
                if (largest > 1) batch.Run(largest);
            }

            if (scratch is not null) network.Nodes = NodeProfile.Read(session.EndProfiling());
            return network;
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    // A system that can only be read is no reason not to run.
    private static ScratchFolder? Scratch()
    {
        try
        {
            return new ScratchFolder();
        }
        catch (UneXt50Exception)
        {
            return null;
        }
    }

    private static InferenceSession Session(
        string path, SessionOptions settings, IReadOnlyList<ExecutionProvider> providers)
    {
        try
        {
            return NetworkLoading.OpenWhole(path, settings);
        }
        catch (OnnxRuntimeException failure)
            when (providers.FirstOrDefault(provider => ProviderSetup.IsAbout(provider, failure)) is { } provider)
        {
            throw ProviderSetup.Unusable(provider, failure);
        }
    }

    private static EngineCache? CacheOf(ExecutionProvider provider, string path, ModelOptions options) =>
        EngineCache.Open(options.CacheFolder, EngineCache.KeyOf(
            new KnownDigests(CacheFolder.Open(options.CacheFolder)).Of(path),
            $"{NativeRuntime.Version} {OnnxRuntimeLibrary.Named}", provider, NvidiaDevice.Identity(),
            options.LargestBatch), options.Told);
}
