using Microsoft.ML.OnnxRuntime;

namespace UneXt50.Onnx.Runtime;

/// <summary>Puts providers into the options of a session.</summary>
internal static class ProviderSetup
{
    private const string Cuda = "CUDAExecutionProvider";
    private const string TensorRt = "TensorrtExecutionProvider";
    private const string TensorFloat = "use_tf32";

    /// <summary>Whether it is TensorRT.</summary>
    public static bool IsTensorRt(ExecutionProvider provider) => provider.Is(TensorRt);

    /// <summary>Adds them in their order.</summary>
    /// <exception cref="UneXt50Exception">onnxruntime lacks one, or cannot load it (Runtime).</exception>
    public static void Append(SessionOptions session, IReadOnlyList<ExecutionProvider> providers)
    {
        // Float32 convolutions would drop 13 of 23 bits where nobody asked for it. No library has been loaded yet that
        // reads this; what the user has set stays.
        if (providers.Any(provider => provider.Is(Cuda) || IsTensorRt(provider))
            && !providers.Any(provider => provider.Options.ContainsKey(TensorFloat)))
            NativeRuntime.SetVariable("NVIDIA_TF32_OVERRIDE", "0", overwrite: false);
        foreach (var provider in providers.Where(provider => !provider.IsCpu))
        {
            if (provider.IsPlugIn) PlugIns.Append(session, provider);
            else AppendOwn(session, provider);
        }
    }

    private static void AppendOwn(SessionOptions session, ExecutionProvider provider)
    {
        var known = NativeRuntime.Providers;
        var name = known.FirstOrDefault(provider.Is) ?? throw new UneXt50Exception(
            ErrorKind.Runtime, provider.Name,
            $"onnxruntime {NativeRuntime.Version} ({OnnxRuntimeLibrary.Named ?? "the one that comes with this program"}) "
            + $"has no such provider; it has {string.Join(", ", known.Select(ExecutionProvider.Shown))}",
            $"name an onnxruntime that has it with {Setting.OnnxRuntime}");
        try
        {
            Append(session, name, provider);
        }
        catch (OnnxRuntimeException failure)
        {
            throw Unusable(provider, failure);
        }
    }

    private static void Append(SessionOptions session, string name, ExecutionProvider provider)
    {
        var options = new Dictionary<string, string>(provider.Options);
        switch (name)
        {
            case Cuda:
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(options);
                    session.AppendExecutionProvider_CUDA(cuda);
                }

                break;
            case TensorRt:
                using (var tensorRt = new OrtTensorRTProviderOptions())
                {
                    tensorRt.UpdateOptions(options);
                    session.AppendExecutionProvider_Tensorrt(tensorRt);
                }

                break;
            default:
                session.AppendExecutionProvider(NameToAppend(name), options);
                break;
        }
    }

    // The call by name knows them without "ExecutionProvider", and some in capitals only.
    private static string NameToAppend(string name) => ExecutionProvider.ShortName(name) switch
    {
        "Azure" => "AZURE",
        "Xnnpack" => "XNNPACK",
        var other => other,
    };

    /// <summary>Whether a failure is one of this provider, and not of the model.</summary>
    public static bool IsAbout(ExecutionProvider provider, OnnxRuntimeException failure) =>
        !provider.IsCpu && (ProviderLibraries.Missing(provider.Name).Count > 0
            || failure.Message.Contains("execution provider", StringComparison.OrdinalIgnoreCase)
            || failure.Message.Contains(ExecutionProvider.ShortName(provider.Name), StringComparison.OrdinalIgnoreCase));

    /// <summary>What is told of a provider that onnxruntime has and cannot use.</summary>
    public static UneXt50Exception Unusable(ExecutionProvider provider, OnnxRuntimeException failure)
    {
        var missing = ProviderLibraries.Missing(provider.Name);
        if (missing.Count == 0)
        {
            return Scarcity.Of(provider.Name, failure) ?? new UneXt50Exception(
                ErrorKind.Runtime, provider.Name, $"the provider cannot be used ({RuntimeMessage.Of(failure)})",
                $"check {Setting.ProviderOption} and its driver, or leave {Setting.Provider} out", failure);
        }

        return new UneXt50Exception(
            ErrorKind.Runtime, provider.Name,
            $"the provider cannot be loaded: {ProviderLibraries.Sentence(missing)}",
            $"{ProviderLibraries.Remedy(missing)}, or leave {Setting.Provider} out", failure);
    }
}
