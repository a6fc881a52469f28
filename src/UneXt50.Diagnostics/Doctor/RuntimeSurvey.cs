using UneXt50.Onnx;
using UneXt50.Onnx.Runtime;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>What the onnxruntime in use is and has.</summary>
/// <param name="Version">"1.31.1"; null where it cannot be loaded.</param>
/// <param name="File">The one that was named; null for our own.</param>
/// <param name="Providers">What it was built with, as it names them.</param>
/// <param name="Missing">The libraries that a provider needs and the loader does not find.</param>
/// <param name="Error">Why it cannot be loaded.</param>
internal sealed record RuntimeSurvey(
    string? Version, string? File, IReadOnlyList<string> Providers, Func<string, IReadOnlyList<string>> Missing,
    UneXt50Exception? Error = null)
{
    public static RuntimeSurvey Make()
    {
        try
        {
            var providers = NativeRuntime.Providers;
            return new RuntimeSurvey(NativeRuntime.Version, OnnxRuntimeLibrary.Named, providers,
                provider => ProviderLibraries.Missing(provider));
        }
        catch (UneXt50Exception error)
        {
            return new RuntimeSurvey(null, OnnxRuntimeLibrary.Named, [], _ => [], error);
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException)
        {
            return new RuntimeSurvey(null, OnnxRuntimeLibrary.Named, [], _ => []);
        }
    }
}
