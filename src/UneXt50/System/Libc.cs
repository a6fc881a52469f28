using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace UneXt50;

/// <summary>
/// The few system calls that take and give file names as bytes, or open what may keep a caller waiting; .NET's own
/// replace what is not UTF-8, and wait. Linux, 64 bit: glibc and musl lay out <c>struct dirent</c> alike there.
/// </summary>
internal static unsafe partial class Libc
{
    public const int NotPermitted = 1;
    public const int NoSuchFile = 2;
    public const int Interrupted = 4;
    public const int NoSuchDeviceOrAddress = 6;
    public const int TryAgain = 11;
    public const int PermissionDenied = 13;
    public const int NotAFolder = 20;
    public const int OpenNonBlocking = 0x800; // the same on x64 and arm64, as is O_CLOEXEC
    public const int OpenWithoutTerminal = 0x100; // O_NOCTTY
    public const int TypeOffset = 18;
    public const int NameOffset = 19;

    public const short PollReadable = 1; // POLLIN
    public const int LockExclusively = 2 | 4; // LOCK_EX | LOCK_NB
    public const int Unlock = 8; // LOCK_UN
    public const int LockWaiting = 2; // LOCK_EX

    private const int OpenFiles = 7; // RLIMIT_NOFILE
    private const int CloseOnExec = 0x80000;
    private const int DuplicateFrom = 1030; // F_DUPFD_CLOEXEC
    private const int SetFlags = 4; // F_SETFL

    /// <summary>Not to follow a link: the one flag here that differs between processors.</summary>
    public static int OpenNoFollow =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    /// <summary>Opens a file for reading and returns its descriptor, or -1.</summary>
    public static int Open(string path, int flags)
    {
        fixed (byte* bytes = PathBytes.EncodeTerminated(path)) return Open(bytes, CloseOnExec | flags);
    }

    /// <summary>Opens a file for reading and writing and returns its descriptor, or -1.</summary>
    public static int OpenForWriting(string path, int flags) => Open(path, flags | 2);

    /// <summary>A second descriptor of what is open, closed in child processes; -1 if there is none.</summary>
    public static int Duplicate(int descriptor) => Control(descriptor, DuplicateFrom, 3);

    /// <summary>Lets reads wait again.</summary>
    public static void MakeBlocking(int descriptor) => _ = Control(descriptor, SetFlags, 0);

    /// <summary>The number of the kind of file system that an open file is on.</summary>
    public static long FileSystemOf(int descriptor)
    {
        Span<byte> status = stackalloc byte[256]; // struct statfs has 120
        return FileSystemStatus(descriptor, status) == 0 ? BinaryPrimitives.ReadInt64LittleEndian(status) : 0;
    }

    /// <summary>How many descriptors this process may have open.</summary>
    public static ulong MostDescriptors()
    {
        var limits = stackalloc ulong[2]; // the one that holds, and how far it may be raised
        return ResourceLimit(OpenFiles, limits) == 0 ? limits[0] : ulong.MaxValue;
    }

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "fsync")]
    public static partial int Sync(int file);

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

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "flock")]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int ResourceLimit(int resource, ulong* limits);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "fstatfs")]
    private static partial int FileSystemStatus(int descriptor, Span<byte> status);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int File;
        public short Events;
        public short Happened;
    }
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Events;
    public short Happened;
}
