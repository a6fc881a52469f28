using System.Diagnostics;

namespace UneXt50.Statistics;

/// <summary>What this process uses of the memory.</summary>
public static class MemoryUse
{
    private static ReadOnlySpan<byte> PeakKey => "\nVmHWM:"u8;

    /// <summary>Bytes of managed objects, collected or not yet.</summary>
    // The runtime's count of what was allocated since has been seen below zero; what the last collection found has not.
    public static long ManagedHeapBytes =>
        Math.Max(GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().HeapSizeBytes);

    /// <summary>
    /// The most bytes that were resident at one time: VmHWM of /proc/self/status under Linux, the runtime's figure
    /// elsewhere; null where neither can be read.
    /// </summary>
    public static long? PeakResidentBytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }

        return KernelFile.Bytes("/proc/self/status", PeakKey);
    }

    internal static long? ParsePeak(ReadOnlySpan<byte> status) => KernelFile.Parse(status, PeakKey);
}
