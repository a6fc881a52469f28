using System.Globalization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>The processor, from /proc/cpuinfo.</summary>
/// <param name="Name">"Cortex-A76", or what an x64 processor calls itself; kinds of cores are joined by " + ".</param>
/// <param name="Cores">How many cores the kernel uses; a container may be allowed fewer.</param>
/// <param name="Features">
/// Which of the instructions that make the network or its checks fast it has: dotprod, i8mm, fp16, bf16, sve and sha2
/// on Arm; avx2, avx512, vnni and sha on x64.
/// </param>
public sealed record Processor(string Name, int Cores, IReadOnlyList<string> Features)
{
    /// <summary>The kernel's word, and the one people use.</summary>
    private static readonly (string Flag, string Feature)[] Known =
    [
        ("asimddp", "dotprod"), ("i8mm", "i8mm"), ("asimdhp", "fp16"), ("bf16", "bf16"), ("sve", "sve"),
        ("sha2", "sha2"),
        ("avx2", "avx2"), ("avx512f", "avx512"), ("avx512_vnni", "vnni"), ("avx_vnni", "vnni"), ("sha_ni", "sha"),
    ];

    /// <summary>Reads it; null where /proc is missing.</summary>
    internal static Processor? Read(SystemFiles files)
    {
        if (files.Text("proc/cpuinfo") is not { } text) return null;
        var entries = text.Split('\n').Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2).Select(pair => (Key: pair[0], Value: pair[1])).ToList();
        IEnumerable<string> Values(string key) => entries.Where(entry => entry.Key == key).Select(entry => entry.Value);

        var names = Values("model name").Concat(ArmNames(entries)).Distinct();
        var flags = Values("Features").Concat(Values("flags")).FirstOrDefault("").Split(' ').ToHashSet();
        var features = Known.Where(known => flags.Contains(known.Flag)).Select(known => known.Feature).Distinct();
        return new Processor(string.Join(" + ", names), Values("processor").Count(), [.. features]);
    }

    private static IEnumerable<string> ArmNames(IEnumerable<(string Key, string Value)> entries)
    {
        var implementer = 0;
        foreach (var (key, value) in entries)
        {
            if (key == "CPU implementer") implementer = Hexadecimal(value);
            if (key == "CPU part") yield return ArmCores.Name(implementer, Hexadecimal(value));
        }
    }

    private static int Hexadecimal(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
        && int.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number : 0;
}
