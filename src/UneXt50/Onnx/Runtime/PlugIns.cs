using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace UneXt50.Onnx.Runtime;

/// <summary>
/// Providers that are libraries of their own, loaded by file. The calls are our own: those of the C# package make
/// collections of every kind that the program has grow (ReadOnlyCollection), by 0.5 MB.
/// </summary>
internal static unsafe class PlugIns
{
    private const int Oldest = 22;

    // Places in the table.
    private const int RegisterExecutionProviderLibrary = 301, GetEpDevices = 303, AppendExecutionProvider = 304;
    private const int EpDeviceEpName = 312;

    // onnxruntime takes each once in a process.
    private static readonly List<PlugIn> Registered = [];
    private static readonly Lock Gate = new();

    /// <summary>Adds the provider of a file, on all devices that it has.</summary>
    /// <exception cref="UneXt50Exception">The file is none, or has no device here (Runtime).</exception>
    public static void Append(SessionOptions session, ExecutionProvider provider)
    {
        var devices = DevicesOf(provider.Name);
        var words = new List<nint>();
        try
        {
            foreach (var key in provider.Options.Keys) words.Add(Marshal.StringToCoTaskMemUTF8(key));
            foreach (var value in provider.Options.Values) words.Add(Marshal.StringToCoTaskMemUTF8(value));
            var table = OnnxRuntimeLibrary.Table;
            fixed (nint* device = devices, word = words.ToArray())
            {
                var append = (delegate* unmanaged<nint, nint, nint*, nuint, nint*, nint*, nuint, nint>)
                    table[AppendExecutionProvider];
                var problem = table.Problem(append(
                    session.DangerousGetHandle(), OrtEnv.Instance().DangerousGetHandle(), device, (nuint)devices.Length,
                    word, word + provider.Options.Count, (nuint)provider.Options.Count));
                if (problem is not null)
                {
                    throw Refused(provider.Name, $"it cannot be used ({RuntimeMessage.Of(problem)})",
                        $"check {Setting.ProviderOption} and what it needs");
                }
            }
        }
        finally
        {
            foreach (var word in words) Marshal.FreeCoTaskMem(word);
        }
    }

    private static nint[] DevicesOf(string file)
    {
        lock (Gate)
        {
            if (Registered.Find(known => known.File == file) is { } known) return known.Devices;
            var added = new PlugIn(file, Register(Checked(file), file));
            Registered.Add(added);
            return added.Devices;
        }
    }

    private static string Checked(string file)
    {
        if (NativeRuntime.Minor < Oldest)
        {
            throw Refused(file, $"onnxruntime {NativeRuntime.Version} takes no providers by file",
                $"take one from 1.{Oldest} on");
        }

        RuntimeFile.Require(file, "the library of a provider");
        return Path.GetFullPath(file);
    }

    private static nint[] Register(string path, string file)
    {
        OnnxRuntimeLibrary.Trial?.Run(path);
        var before = Devices();
        if (Load(path) is { } problem)
        {
            var missing = ProviderLibraries.MissingOf(path);
            throw missing.Count > 0
                ? Refused(file, $"the provider cannot be loaded: {ProviderLibraries.Sentence(missing)}",
                    ProviderLibraries.Remedy(missing))
                : Refused(
                    file, $"it is no provider that onnxruntime {NativeRuntime.Version} takes ({RuntimeMessage.Of(problem)})",
                    "name the library of a provider for this version");
        }

        // A session takes devices of one provider.
        var added = Array.FindAll(Devices(), device => Array.IndexOf(before, device) < 0);
        return added.Length == 0
            ? throw Refused(file, "the provider finds no device that it can use", "check the device and its driver")
            : Array.FindAll(added, device => NameOf(device) == NameOf(added[0]));
    }

    private static string? Load(string path)
    {
        var table = OnnxRuntimeLibrary.Table;
        var word = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            return table.Problem(((delegate* unmanaged<nint, nint, nint, nint>)table[RegisterExecutionProviderLibrary])(
                OrtEnv.Instance().DangerousGetHandle(), word, word));
        }
        finally
        {
            Marshal.FreeCoTaskMem(word);
        }
    }

    private static nint[] Devices()
    {
        nint* devices;
        nuint count;
        var table = OnnxRuntimeLibrary.Table;
        var problem = table.Problem(((delegate* unmanaged<nint, nint**, nuint*, nint>)table[GetEpDevices])(
            OrtEnv.Instance().DangerousGetHandle(), &devices, &count));
        return problem is null ? new ReadOnlySpan<nint>(devices, (int)count).ToArray() : [];
    }

    private static string? NameOf(nint device) => Marshal.PtrToStringUTF8(
        ((delegate* unmanaged<nint, nint>)OnnxRuntimeLibrary.Table[EpDeviceEpName])(device));

    private sealed class PlugIn(string file, nint[] devices)
    {
        public string File => file;

        public nint[] Devices => devices;
    }

    private static UneXt50Exception Refused(string file, string problem, string remedy) =>
        new(ErrorKind.Runtime, file, problem, remedy);
}
