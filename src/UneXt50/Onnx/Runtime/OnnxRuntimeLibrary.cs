using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace UneXt50.Onnx.Runtime;

/// <summary>
/// The onnxruntime that is loaded in place of the one that comes with this library: the owner's, built for the device.
/// From 1.14 on, any will do.
/// </summary>
public static partial class OnnxRuntimeLibrary
{
    private static readonly Lazy<RuntimeTable> Ours = new(() => new RuntimeTable(OurApiBase(), "libonnxruntime.so"));
    private static RuntimeTable? _table;

    private static string? _named;
    private static string? _file;

    /// <summary>The file that is or will be loaded, as far as one was named; null for our own.</summary>
    public static string? Named => _file ?? _named;

    /// <summary>
    /// How a library that the user names, this one or a provider, is loaded once in a process of its own, so that one
    /// that crashes is told of; null for not.
    /// </summary>
    public static LibraryTrial? Trial { get; set; }

    /// <summary>Chooses it, before anything runs on onnxruntime. Nothing is loaded until something does.</summary>
    /// <param name="path">libonnxruntime.so, or a folder that has it.</param>
    /// <exception cref="InvalidOperationException">onnxruntime has been loaded already.</exception>
    public static void Use(string path)
    {
        if (NativeRuntime.IsStarted) throw new InvalidOperationException("onnxruntime has been loaded already");
        _named = path;
    }

    /// <summary>Loads a library and tells what it is. A broken one may end the process.</summary>
    /// <param name="path">libonnxruntime.so, or a folder that has it.</param>
    /// <exception cref="UneXt50Exception">It cannot be used (Runtime).</exception>
    public static RuntimeFacts Examine(string path)
    {
        var (file, _, table) = Load(path);
        return new RuntimeFacts(file, table.Version, table.Providers());
    }

    /// <summary>The functions of the one that has been started.</summary>
    internal static RuntimeTable Table => _table ?? Ours.Value;

    /// <summary>Starts onnxruntime on the library that was chosen.</summary>
    /// <exception cref="UneXt50Exception">It cannot be used (Runtime).</exception>
    internal static T Start<T>(Func<T> start)
    {
        if (_named is null) return start();
        Trial?.Run(RuntimeFile.Find(_named));
        var (file, library, table) = Load(_named);
        (_file, _table) = (file, table);
        OrtEnv.DisableDllImportResolver = true;
        NativeLibrary.SetDllImportResolver(
            typeof(OrtEnv).Assembly, (name, _, _) => name == "onnxruntime" ? library : 0);
        return table.Lengthened(start);
    }

    private static (string File, nint Library, RuntimeTable Table) Load(string path)
    {
        var file = RuntimeFile.Find(path);
        try
        {
            var library = NativeLibrary.Load(file);
            if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var start))
                throw RuntimeFile.Refused(file, "it is another library", "name libonnxruntime.so");
            return (file, library, new RuntimeTable(ApiBase(start), file));
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw Scarcity.Of(file, failure) ?? RuntimeFile.Refused(
                file, $"it cannot be loaded ({Reason(failure.Message, file)})",
                "install what it needs, or name one that was built for this system", failure);
        }
    }

    private static unsafe nint ApiBase(nint start) => ((delegate* unmanaged<nint>)start)();

    [LibraryImport("onnxruntime", EntryPoint = "OrtGetApiBase")]
    private static partial nint OurApiBase();

    // .NET says at length what it tried; the loader's own line has the file in front.
    private static string Reason(string message, string file) =>
        message.Split('\n').Select(line => line.Trim())
            .LastOrDefault(line => line.Contains(": ", StringComparison.Ordinal) && line.StartsWith('/'))
            is { } told && told.StartsWith(file + ": ", StringComparison.Ordinal) ? told[(file.Length + 2)..]
            : message.Split('\n').Select(line => line.Trim())
                .FirstOrDefault(line => line.StartsWith("lib", StringComparison.Ordinal)) ?? message.Trim();
}

/// <summary>What an onnxruntime is.</summary>
/// <param name="File">The file.</param>
/// <param name="Version">"1.31.1".</param>
/// <param name="Providers">What it can compute on, as it names them, those it prefers first.</param>
public sealed record RuntimeFacts(string File, string Version, IReadOnlyList<string> Providers);
