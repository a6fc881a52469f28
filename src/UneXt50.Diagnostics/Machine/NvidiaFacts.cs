using System.Globalization;
using System.Text.Json.Serialization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>An NVIDIA device: a Jetson's, or cards in a PC. What is not told is null.</summary>
public sealed record NvidiaFacts
{
    /// <summary>A Jetson's Linux for Tegra: "36.4.3".</summary>
    [JsonPropertyName("l4t")]
    public string? LinuxForTegra { get; init; }

    /// <summary>The JetPack that this is of: 5 for 35.x, 6 for 36.x.</summary>
    [JsonPropertyName("jetpack")]
    public int? JetPack { get; init; }

    /// <summary>The driver of a PC's cards: "580.95.05".</summary>
    public string? Driver { get; init; }

    /// <summary>A PC's cards: "NVIDIA GeForce RTX 4060".</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];

    /// <summary>A Jetson's power mode: "15W", or its number.</summary>
    public string? PowerMode { get; init; }

    /// <summary>Clock of the GPU now, as devfreq says, in MHz.</summary>
    [JsonPropertyName("gpu_megahertz")]
    public int? GpuMegahertz { get; init; }

    /// <summary>What the power mode lets it run at.</summary>
    [JsonPropertyName("allowed_gpu_megahertz")]
    public int? AllowedGpuMegahertz { get; init; }

    /// <summary>What it is made for.</summary>
    [JsonPropertyName("most_gpu_megahertz")]
    public int? MostGpuMegahertz { get; init; }

    /// <summary>The CUDA that belongs to the JetPack; null where that is not known.</summary>
    [JsonIgnore]
    public int? Cuda => JetPack switch { 4 => 10, 5 => 11, 6 => 12, 7 => 13, _ => null };

    internal static NvidiaFacts? Read(SystemFiles files)
    {
        var release = Tegra(files.Text("etc/nv_tegra_release"));
        var driver = Version(files.Text("proc/driver/nvidia/version"));
        if (release is null && driver is null) return null;
        var (now, allowed, most) = Clocks(files);
        return new NvidiaFacts
        {
            LinuxForTegra = release,
            JetPack = release?.Split('.')[0] switch { "32" => 4, "34" or "35" => 5, "36" => 6, "38" => 7, _ => null },
            Driver = driver,
            Cards = [.. files.Entries("proc/driver/nvidia/gpus", "*").Select(card => Card(files, card)).OfType<string>()],
            PowerMode = Mode(files),
            GpuMegahertz = now,
            AllowedGpuMegahertz = allowed,
            MostGpuMegahertz = most,
        };
    }

    // "# R36 (release), REVISION: 4.3, GCVERSION: ..."
    private static string? Tegra(string? text)
    {
        if (text is null || !text.StartsWith("# R", StringComparison.Ordinal)) return null;
        var major = text[3..].Split(' ', 2)[0];
        var revision = After(text, "REVISION: ")?.Split(',')[0].Trim();
        return revision is null ? major : $"{major}.{revision}";
    }

    // "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue ...": the first word that is a version.
    private static string? Version(string? text) => text?.Split('\n')[0]
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(word => char.IsAsciiDigit(word[0]) && word.Contains('.', StringComparison.Ordinal));

    private static string? Card(SystemFiles files, string folder) =>
        After(files.Text($"{folder}/information"), "Model:")?.Split('\n')[0].Trim();

    // nvpmodel keeps "pmode:0002", and its configuration has "< POWER_MODEL ID=2 NAME=15W >".
    private static string? Mode(SystemFiles files)
    {
        if (!int.TryParse(After(files.Text("var/lib/nvpmodel/status"), "pmode:")?.Split(' ')[0], NumberStyles.None,
            CultureInfo.InvariantCulture, out var number)) return null;
        return After(files.Text("etc/nvpmodel.conf"), $"POWER_MODEL ID={number} NAME=")?.Split([' ', '>', '\n'])[0]
            ?? number.ToString(CultureInfo.InvariantCulture);
    }

    // The GPU's folder is called 17000000.gpu, .ga10b, .gv11b, or 57000000.gpu.
    private static (int? Now, int? Allowed, int? Most) Clocks(SystemFiles files)
    {
        var folder = files.Entries("sys/class/devfreq", "*").FirstOrDefault(path => path.EndsWith(".gpu", StringComparison.Ordinal)
            || path.EndsWith(".ga10b", StringComparison.Ordinal) || path.EndsWith(".gv11b", StringComparison.Ordinal)
            || path.EndsWith(".gp10b", StringComparison.Ordinal));
        if (folder is null) return (null, null, null);
        int? Megahertz(long? hertz) => hertz is { } value ? (int)(value / 1_000_000) : null;
        var most = files.Text($"{folder}/available_frequencies")?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => long.TryParse(word, CultureInfo.InvariantCulture, out var hertz) ? hertz : 0)
            .Max();
        return (Megahertz(files.Number($"{folder}/cur_freq")), Megahertz(files.Number($"{folder}/max_freq")), Megahertz(most));
    }

    private static string? After(string? text, string words)
    {
        var at = text?.IndexOf(words, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : text![(at + words.Length)..];
    }
}
