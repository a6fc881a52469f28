using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace UneXt50;

/// <summary>What the file system says of a file, links followed; .NET has no call for most of it.</summary>
/// <param name="Device">Number of the file system.</param>
/// <param name="Inode">Number of the file in it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Modified">When the content changed, in nanoseconds since 1970; may be set to anything.</param>
/// <param name="Changed">
/// When content or properties changed, in nanoseconds since 1970; only the kernel sets it.
/// </param>
/// <param name="Owner">Number of its user.</param>
/// <param name="Mode">Type and permissions.</param>
internal readonly partial record struct FileStatus(
    ulong Device, ulong Inode, long Size, long Modified, long Changed, uint Owner, int Mode)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint Basic = 0x7FF; // STATX_BASIC_STATS
    private const int StructSize = 256; // struct statx is the same on every processor, struct stat is not

    /// <summary>
    /// Reads it; null for what is not there or may not be looked at, and on other systems than Linux.
    /// </summary>
    public static FileStatus? Read(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> status = stackalloc byte[StructSize];
        if (StatX(CurrentFolder, path, 0, Basic, status) != 0) return null;
        return new FileStatus(
            BinaryPrimitives.ReadUInt64LittleEndian(status[136..]), // major and minor number, as one
            BinaryPrimitives.ReadUInt64LittleEndian(status[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(status[40..]),
            Nanoseconds(status[112..]),
            Nanoseconds(status[96..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[20..]),
            BinaryPrimitives.ReadUInt16LittleEndian(status[28..]));
    }

    private static long Nanoseconds(ReadOnlySpan<byte> time) => unchecked(
        BinaryPrimitives.ReadInt64LittleEndian(time) * 1_000_000_000
        + BinaryPrimitives.ReadUInt32LittleEndian(time[8..]));

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> status);
}
