using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UneXt50;

/// <summary>What the file system says of a file; .NET has no call for most of it.</summary>
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
    private const int DescriptorItself = 0x1000; // AT_EMPTY_PATH
    private const uint Basic = 0x7FF; // STATX_BASIC_STATS
    private const int StructSize = 256; // struct statx is the same on every processor, struct stat is not

    /// <summary>Pipe, folder, device, file or socket.</summary>
    public FileType Type => (FileType)(Mode & 0xF000);

    /// <summary>
    /// Reads it, links followed; null for what is not there or may not be looked at, and on other systems than Linux.
    /// </summary>
    /// <param name="path">A path; bytes outside UTF-8 in <see cref="PathBytes"/>' form.</param>
    public static FileStatus? Read(string path) => Read(CurrentFolder, PathBytes.EncodeTerminated(path), 0);

    /// <summary>Reads that of an open file; null where the system does not tell.</summary>
    public static FileStatus? Of(SafeFileHandle file) => Of((int)file.DangerousGetHandle());

    /// <inheritdoc cref="Of(SafeFileHandle)"/>
    public static FileStatus? Of(int descriptor) => Read(descriptor, [0], DescriptorItself);

    /// <summary>Whether two are of one and the same file.</summary>
    public bool IsSameFile(FileStatus other) => Device == other.Device && Inode == other.Inode;

    private static FileStatus? Read(int folder, byte[] path, int flags)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Span<byte> status = stackalloc byte[StructSize];
        if (StatX(folder, path, flags, Basic, status) != 0) return null;
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

    [LibraryImport("libc", EntryPoint = "statx")]
    private static partial int StatX(int folder, byte[] path, int flags, uint mask, Span<byte> status);
}
