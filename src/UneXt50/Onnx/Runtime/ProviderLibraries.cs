using System.Runtime.InteropServices;

namespace UneXt50.Onnx.Runtime;

/// <summary>
/// The libraries that a provider of onnxruntime needs from others: CUDA, cuDNN, TensorRT. onnxruntime names the first
/// that is missing, on a page; this finds all.
/// </summary>
internal static class ProviderLibraries
{
    // By how the names of their libraries begin, in the order in which they are installed. Those of CUDA with versions
    // of their own stand after those with CUDA's.
    private static readonly (string Product, bool HasItsVersion, string[] Beginnings)[] Products =
    [
        ("NVIDIA's driver", false, ["libcuda.so", "libnvidia-"]),
        ("CUDA", true, ["libcudart.", "libcublas.", "libcublasLt.", "libnvrtc."]),
        ("CUDA", false, ["libcufft.", "libcurand.", "libcusparse.", "libcudla."]),
        ("cuDNN", true, ["libcudnn"]),
        ("TensorRT", true, ["libnvinfer", "libnvonnxparser"]),
    ];

    /// <summary>The file of a provider beside the onnxruntime that is in use; null where it is built in.</summary>
    /// <param name="provider">As onnxruntime names it: "CUDAExecutionProvider".</param>
    /// <param name="folder">The folder of onnxruntime; null for that of the one in use.</param>
    public static string? FileOf(string provider, string? folder = null)
    {
        folder ??= Path.GetDirectoryName(OnnxRuntimeLibrary.Named) is { Length: > 0 } named
            ? named : AppContext.BaseDirectory;
        var name = ExecutionProvider.Shown(provider);
        var file = Path.Join(folder, $"libonnxruntime_providers_{name}.so");
        return File.Exists(file) ? file : null;
    }

    /// <summary>The sonames of what a provider needs and the loader does not find.</summary>
    /// <param name="provider">As onnxruntime names it.</param>
    /// <param name="folder">The folder of onnxruntime; null for that of the one in use.</param>
    public static IReadOnlyList<string> Missing(string provider, string? folder = null) =>
        FileOf(provider, folder) is { } file ? MissingOf(file) : [];

    /// <summary>The same of any shared library.</summary>
    public static IReadOnlyList<string> MissingOf(string file)
    {
        try
        {
            return [.. InputFile.Read(file, ErrorKind.Runtime, SharedLibrary.Read).Needed
                .Where(name => !File.Exists(Path.Join(Path.GetDirectoryName(file), name)) && !IsFound(name))];
        }
        catch (Exception failure) when (failure is UneXt50Exception or FormatException)
        {
            return [];
        }
    }

    /// <summary>"libcudart.so.12 and libcudnn.so.9 are missing".</summary>
    public static string Sentence(IReadOnlyList<string> missing) => missing is [var one]
        ? $"{one} is missing" : $"{Joined(missing)} are missing";

    /// <summary>"install CUDA 12 and cuDNN 9".</summary>
    public static string Remedy(IReadOnlyList<string> missing)
    {
        var products = missing.Select(ProductOf).Distinct().ToList();
        products.RemoveAll(product => products.Any(other => other.StartsWith(product + " ", StringComparison.Ordinal)));
        return $"install {Joined([.. products.OrderBy(Place)])}, or name an onnxruntime that was built for what is installed with "
            + Setting.OnnxRuntime;
    }

    /// <summary>"CUDA 12" for libcudart.so.12; the name itself where it is of no known product.</summary>
    public static string ProductOf(string soname)
    {
        foreach (var (product, hasItsVersion, beginnings) in Products)
        {
            if (!beginnings.Any(start => soname.StartsWith(start, StringComparison.Ordinal))) continue;
            return hasItsVersion && soname.Split(".so.") is [_, var version]
                ? $"{product} {version.Split('.')[0]}" : product;
        }

        return soname;
    }

    private static int Place(string product) =>
        Array.FindIndex(Products, known => product.StartsWith(known.Product, StringComparison.Ordinal));

    private static bool IsFound(string name)
    {
        if (!NativeLibrary.TryLoad(name, out var library)) return false;
        NativeLibrary.Free(library);
        return true;
    }

    private static string Joined(IReadOnlyList<string> words) => words.Count < 2 ? words[0]
        : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
