using System.Buffers.Text;

namespace UneXt50;

/// <summary>How much memory programs can still get, without others being pushed out.</summary>
internal static class AvailableMemory
{
    private const string MemoryFile = "/proc/meminfo";
    private const int FileRoom = 8192; // it has some 1.5 KB

    /// <summary>
    /// Bytes: MemAvailable of /proc/meminfo, or the container's if that is less; more than there can be where neither
    /// is known.
    /// </summary>
    public static long Bytes()
    {
        // The runtime knows the limit of a container, and not what others use of the machine.
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Math.Min(limit > 0 ? limit : long.MaxValue, Read() ?? long.MaxValue);
    }

    internal static long? Parse(ReadOnlySpan<byte> file)
    {
        var key = "\nMemAvailable:"u8;
        var start = file.IndexOf(key);
        if (start < 0) return null;
        var number = file[(start + key.Length)..].TrimStart(" "u8);
        return Utf8Parser.TryParse(number, out long kibibytes, out _) ? kibibytes * 1024 : null;
    }

    private static long? Read()
    {
        try
        {
            using var file = File.OpenHandle(MemoryFile);
            Span<byte> content = stackalloc byte[FileRoom];
            return Parse(content[..RandomAccess.Read(file, content, 0)]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // no Linux, or a root without /proc
        }
    }
}
