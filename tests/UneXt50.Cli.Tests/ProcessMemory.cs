using System.Globalization;

namespace UneXt50.Cli.Tests;

/// <summary>What the kernel says of a process.</summary>
internal static class ProcessMemory
{
    /// <summary>
    /// Variables with which a process grows by what it keeps alone: garbage is collected every 4 MB, and code compiled
    /// once, not again after some thousand photos, which takes up to 4 MB more. Hexadecimal, which the published program
    /// takes without 0x only.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Steady = new Dictionary<string, string>
    {
        ["DOTNET_GCgen0size"] = "400000",
        ["DOTNET_TieredCompilation"] = "0",
    };

    public static long ResidentKilobytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
