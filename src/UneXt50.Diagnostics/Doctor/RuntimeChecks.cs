using System.Globalization;
using UneXt50.Diagnostics.Machine;
using UneXt50.Onnx.Runtime;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>Whether onnxruntime can be loaded, and what its providers lack.</summary>
internal static class RuntimeChecks
{
    private const string Name = "onnxruntime";

    public static IEnumerable<Check> Run(RuntimeSurvey survey, NvidiaFacts? nvidia)
    {
        if (survey.Version is null)
        {
            yield return survey.Error is { } error ? Check.Problem(Name, error)
                : Check.Problem(Name, "libonnxruntime.so cannot be loaded",
                    "install unext50 again: the library belongs beside the program");
            yield break;
        }

        var offered = string.Join(", ", survey.Providers.Select(ExecutionProvider.Shown));
        yield return Check.Ok(Name, survey.File is { } file
            ? $"{survey.Version}: {file}, with {offered}" : $"{survey.Version} of ours, with {offered}");
        foreach (var provider in survey.Providers)
        {
            if (survey.Missing(provider) is { Count: > 0 } missing) yield return Lacking(provider, missing, nvidia);
        }

        var needsNvidia = survey.Providers.Any(provider => ExecutionProvider.Shown(provider) is "cuda" or "tensorrt");
        if (needsNvidia && nvidia is null)
        {
            yield return Check.Warning("nvidia", "this system tells of no NVIDIA device",
                "install its driver, or give the container the device ('--runtime nvidia', '--gpus all')");
        }
        else if (nvidia is not null && !needsNvidia)
        {
            yield return Check.Warning(Name, "it was built without CUDA, so that the NVIDIA device is not used",
                $"name one that has it with {Setting.OnnxRuntime}");
        }
    }

    private static Check Lacking(string provider, IReadOnlyList<string> missing, NvidiaFacts? nvidia)
    {
        var sentence = $"{ExecutionProvider.Shown(provider)} cannot be used: {ProviderLibraries.Sentence(missing)}";
        // An onnxruntime for another JetPack: its CUDA cannot be installed beside the one that is there.
        var wanted = missing.Select(ProviderLibraries.ProductOf)
            .FirstOrDefault(product => product.StartsWith("CUDA ", StringComparison.Ordinal));
        return nvidia is { JetPack: { } jetPack, Cuda: { } cuda }
            && wanted is not null && wanted != string.Create(CultureInfo.InvariantCulture, $"CUDA {cuda}")
            ? Check.Warning(Name, $"{sentence}; it was built for {wanted}, and JetPack {jetPack} has CUDA {cuda}",
                $"get an onnxruntime for JetPack {jetPack}, and name it with {Setting.OnnxRuntime}")
            : Check.Warning(Name, sentence, ProviderLibraries.Remedy(missing));
    }
}
