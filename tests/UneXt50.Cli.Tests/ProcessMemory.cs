using System.Globalization;

namespace UneXt50.Cli.Tests;

/// <summary>What the kernel says of a process.</summary>
internal static class ProcessMemory
{
    public static long ResidentKilobytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
