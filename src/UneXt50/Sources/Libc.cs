using System.Runtime.InteropServices;

namespace UneXt50.Sources;

/// <summary>
/// The few system calls that take and give file names as bytes; .NET's own replace what is not UTF-8. Linux, 64 bit:
/// glibc and musl lay out <c>struct dirent</c> alike there.
/// </summary>
internal static unsafe partial class Libc
{
    public const int NoSuchFile = 2;
    public const int NotAFolder = 20;
    public const int OpenForReading = 0x80000; // O_RDONLY | O_CLOEXEC
    public const int TypeOffset = 18;
    public const int NameOffset = 19;

    public const short PollReadable = 1; // POLLIN

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true)]
    public static partial int Access(byte* path, int mode);

    [LibraryImport("libc", EntryPoint = "opendir", SetLastError = true)]
    public static partial nint OpenFolder(byte* path);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    public static partial byte* ReadFolder(nint folder);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    public static partial int CloseFolder(nint folder);

    [LibraryImport("libc", EntryPoint = "poll")]
    public static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
