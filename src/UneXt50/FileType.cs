using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace UneXt50;

/// <summary>Tells devices, pipes and sockets from files that renaming can replace; .NET has no call for it.</summary>
internal static partial class FileType
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint TypeOnly = 1; // STATX_TYPE
    private const int StructSize = 256;
    private const int ModeOffset = 28; // struct statx is the same on every processor, struct stat is not
    private const int TypeMask = 0xF000;
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;

    /// <summary>True for what exists, links followed, and is neither a regular file nor a folder.</summary>
    public static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var status = new byte[StructSize];
        if (StatX(CurrentFolder, path, 0, TypeOnly, status) != 0) return false;
        var type = BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & TypeMask;
        return type is not (RegularFile or Folder);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, [Out] byte[] status);
}
