namespace UneXt50;

/// <summary>How much memory programs can still get, without others being pushed out.</summary>
internal static class AvailableMemory
{
    private static ReadOnlySpan<byte> Key => "\nMemAvailable:"u8;

    /// <summary>
    /// Bytes: MemAvailable of /proc/meminfo, or the container's if that is less; more than there can be where neither
    /// is known.
    /// </summary>
    public static long Bytes()
    {
        // The runtime knows the limit of a container, and not what others use of the machine.
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Math.Min(limit > 0 ? limit : long.MaxValue, KernelFile.Bytes("/proc/meminfo", Key) ?? long.MaxValue);
    }

    internal static long? Parse(ReadOnlySpan<byte> file) => KernelFile.Parse(file, Key);
}
