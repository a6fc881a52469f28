using System.Globalization;
using System.Text.Json.Serialization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>The memory of the machine, in bytes.</summary>
/// <param name="Total">What the kernel has to give.</param>
/// <param name="Available">What new programs can have without swapping.</param>
/// <param name="Limit">What the container's or service's group of processes may have; null without a limit.</param>
public sealed record MemoryState(
    [property: JsonPropertyName("total_bytes")] long Total,
    [property: JsonPropertyName("available_bytes")] long Available,
    [property: JsonPropertyName("limit_bytes")] long? Limit)
{
    internal static MemoryState? Read(SystemFiles files)
    {
        var text = files.Text("proc/meminfo");
        if (Kibibytes(text, "MemTotal:") is not { } total) return null;
        // Version 2 of control groups writes "max", version 1 a number beyond all memory, where there is no limit.
        var limit = files.Number("sys/fs/cgroup/memory.max")
            ?? files.Number("sys/fs/cgroup/memory/memory.limit_in_bytes");
        return new MemoryState(total, Kibibytes(text, "MemAvailable:") ?? 0, limit < total ? limit : null);
    }

    private static long? Kibibytes(string? text, string key)
    {
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (line.StartsWith(key, StringComparison.Ordinal)
                && long.TryParse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
                    NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes))
            {
                return kibibytes * 1024;
            }
        }

        return null;
    }
}
