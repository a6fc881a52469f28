using System.Buffers.Text;
using System.Diagnostics;

namespace UneXt50.Statistics;

/// <summary>What this process uses of the memory.</summary>
public static class MemoryUse
{
    private const string StatusFile = "/proc/self/status";
    private const int StatusRoom = 8192; // it has some 1.5 KB

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

        try
        {
            using var file = File.OpenHandle(StatusFile);
            Span<byte> status = stackalloc byte[StatusRoom];
            return ParsePeak(status[..RandomAccess.Read(file, status, 0)]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // a root without /proc
        }
    }

    internal static long? ParsePeak(ReadOnlySpan<byte> status)
    {
        var key = "\nVmHWM:"u8;
        var start = status.IndexOf(key);
        if (start < 0) return null;
        var number = status[(start + key.Length)..].TrimStart("\t "u8);
        return Utf8Parser.TryParse(number, out long kibibytes, out _) ? kibibytes * 1024 : null;
    }
}
