using System.Text.Json.Serialization;
using UneXt50.Onnx;

namespace UneXt50.Diagnostics.Machine;

/// <summary>What does not change while a machine runs.</summary>
public sealed record MachineFacts
{
    /// <summary>"Raspberry Pi 5 Model B Rev 1.0"; null when it does not say.</summary>
    public string? Board { get; init; }

    /// <summary>The system's name for itself: "Debian GNU/Linux 12 (bookworm)".</summary>
    public string? System { get; init; }

    /// <summary>The kernel's release: "6.6.31+rpt-rpi-2712".</summary>
    public string? Kernel { get; init; }

    /// <summary>The processor; null where /proc is missing.</summary>
    public Processor? Processor { get; init; }

    /// <summary>Cores that this process may use.</summary>
    public int UsableCores { get; init; }

    /// <summary>Version of the GNU C library: "2.36"; null where it is another one.</summary>
    public string? Glibc { get; init; }

    /// <summary>The NVIDIA device and its system; null where there is none.</summary>
    public NvidiaFacts? Nvidia { get; init; }

    /// <summary>Version of the onnxruntime library in use; null where it cannot be loaded.</summary>
    [JsonPropertyName("onnxruntime")]
    public string? OnnxRuntime { get; init; }

    /// <summary>Reads them.</summary>
    public static MachineFacts Read() => Read(new SystemFiles());

    internal static MachineFacts Read(SystemFiles files) => new()
    {
        Board = files.Text("proc/device-tree/model") ?? files.Text("sys/class/dmi/id/product_name"),
        System = PrettyName(files.Text("etc/os-release") ?? files.Text("usr/lib/os-release")),
        Kernel = files.Text("proc/sys/kernel/osrelease"),
        Processor = Processor.Read(files),
        UsableCores = Environment.ProcessorCount,
        Glibc = GnuLibc.Version(),
        Nvidia = NvidiaFacts.Read(files),
        OnnxRuntime = RuntimeVersion(),
    };

    private static string? RuntimeVersion()
    {
        try
        {
            return NativeRuntime.Version;
        }
        catch (Exception failure) when (
            failure is DllNotFoundException or TypeInitializationException or UneXt50Exception)
        {
            return null;
        }
    }

    private static string? PrettyName(string? release)
    {
        const string Key = "PRETTY_NAME=";
        return (release ?? "").Split('\n').FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))
            ?[Key.Length..].Trim('"');
    }
}
