using System.Diagnostics;
using System.Runtime.InteropServices;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Runtime;

/// <summary>Libraries that the tests make with gcc, and those of onnxruntime on this machine.</summary>
internal static class Stub
{
    private static readonly string Packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    private static readonly string Platform =
        RuntimeInformation.RuntimeIdentifier.EndsWith("arm64", StringComparison.Ordinal) ? "linux-arm64" : "linux-x64";

    /// <summary>The onnxruntime that the program brings.</summary>
    public static string OwnRuntime { get; } = Find("microsoft.ml.onnxruntime", "1.31.1");

    /// <summary>A library that says that it is this version of onnxruntime; see runtime.c.</summary>
    public static string Runtime(TemporaryFolder folder, string version, params string[] definitions) => Compile(
        folder, "libonnxruntime.so", "runtime.c",
        [$"-DVERSION=\"{version}\"", .. definitions.Select(definition => $"-D{definition}")]);

    /// <summary>A provider; see provider.c.</summary>
    public static string Provider(TemporaryFolder folder) => Compile(
        folder, "libtimes.so", "provider.c",
        ["-I" + Path.Join(Packages, "microsoft.ml.onnxruntime/1.31.1/build/native/include")]);

    /// <summary>The onnxruntimes that tests/old-runtimes.sh has fetched; skips the test where it has not.</summary>
    public static string OldRuntimes()
    {
        var folder = Environment.GetEnvironmentVariable("UNEXT50_TEST_RUNTIMES");
        Assert.SkipUnless(Directory.Exists(folder),
            "UNEXT50_TEST_RUNTIMES names no folder of tests/old-runtimes.sh with onnxruntimes of other versions");
        return folder;
    }

    /// <summary>The onnxruntime with CUDA and TensorRT; skips the test where it was not restored.</summary>
    public static string GpuRuntime()
    {
        var folder = Environment.GetEnvironmentVariable("UNEXT50_TEST_GPU_RUNTIME")
            ?? Path.GetDirectoryName(Find("microsoft.ml.onnxruntime.gpu.linux", "1.31.0"))!;
        Assert.SkipUnless(File.Exists(Path.Join(folder, "libonnxruntime_providers_cuda.so")),
            "Microsoft.ML.OnnxRuntime.Gpu.Linux 1.31.0 was not restored (540 MB); UNEXT50_TEST_GPU_RUNTIME names its folder");
        Assert.SkipWhen(NativeLibrary.TryLoad("libcudart.so.13", out _), "CUDA is installed here");
        return folder;
    }

    private static string Find(string package, string version) =>
        Path.Join(Packages, package, version, "runtimes", Platform, "native/libonnxruntime.so");

    private static string Compile(TemporaryFolder folder, string name, string source, string[] options)
    {
        const string Compiler = "/usr/bin/gcc";
        Assert.SkipUnless(File.Exists(Compiler), "gcc is not installed here (Debian: gcc)");
        var file = folder[name];
        File.Delete(file);
        using var compiler = Process.Start(Compiler,
            [
                "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", .. options, "-o", file,
                Unext50.InRepository($"tests/UneXt50.Cli.Tests/Runtime/{source}"),
            ]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return file;
    }
}
