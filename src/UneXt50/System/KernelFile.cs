using System.Buffers.Text;

namespace UneXt50;

/// <summary>Figures in files of the kernel, which have lines like "MemAvailable:    812356 kB".</summary>
internal static class KernelFile
{
    private const int Room = 8192; // those that are read have some 1.5 KB

    /// <summary>A figure, in bytes; null where the file cannot be read, as without /proc, or does not have it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">What stands before the figure, with the end of the line above.</param>
    public static long? Bytes(string path, ReadOnlySpan<byte> key)
    {
        try
        {
            using var file = File.OpenHandle(path);
            Span<byte> content = stackalloc byte[Room];
            return Parse(content[..RandomAccess.Read(file, content, 0)], key);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same of what such a file holds.</summary>
    public static long? Parse(ReadOnlySpan<byte> content, ReadOnlySpan<byte> key)
    {
        var start = content.IndexOf(key);
        if (start < 0) return null;
        var number = content[(start + key.Length)..].TrimStart("\t "u8);
        return Utf8Parser.TryParse(number, out long kibibytes, out _) ? kibibytes * 1024 : null;
    }
}
