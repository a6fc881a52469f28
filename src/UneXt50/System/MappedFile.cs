using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UneXt50;

/// <summary>
/// A file's bytes in memory, read by the kernel when they are touched; the pages can be given back early.
/// </summary>
internal sealed unsafe partial class MappedFile : IDisposable
{
    private const int ReadOnly = 1; // PROT_READ
    private const int Private = 2; // MAP_PRIVATE
    private const int NotNeeded = 4; // MADV_DONTNEED
    private const int Needed = 3; // MADV_WILLNEED
    private const int PageMask = 0xFFFF; // the largest page of any arm64 kernel: 64 KB

    private readonly byte* _start;

    private MappedFile(byte* start, long length)
    {
        _start = start;
        Length = length;
    }

    public long Length { get; }

    /// <summary>All bytes, of a file that was opened by its path.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, checked((int)Length));

    /// <summary>Maps the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">It cannot be read, or is empty, or larger than 2 GB.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static MappedFile Open(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        if (length > int.MaxValue) throw new IOException($"{length:N0} bytes cannot be mapped");
        return Open(file, length);
    }

    /// <summary>Maps an open file, which may be closed then.</summary>
    /// <exception cref="IOException">It is empty, or there is no room for it.</exception>
    public static MappedFile Open(SafeFileHandle file, long length)
    {
        if (length == 0) throw new IOException($"{length:N0} bytes cannot be mapped");
        var start = Map(0, checked((nuint)length), ReadOnly, Private, file, 0);
        return start == (byte*)-1
            ? throw new IOException("it cannot be mapped", Marshal.GetLastPInvokeError())
            : new MappedFile(start, length);
    }

    /// <summary>Some of the bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public ReadOnlySpan<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new(_start + start, length);
    }

    /// <summary>Has the kernel begin to read bytes that will be used soon.</summary>
    public void Announce(long start, long length) => Advise(start, length, Needed);

    /// <summary>Lets the kernel take back the memory under bytes that have been used, but for pages in part.</summary>
    public void Release(long start, long length)
    {
        var first = (start + PageMask) & ~PageMask;
        var end = (start + length) & ~PageMask;
        if (end > first) _ = Advise(_start + first, (nuint)(end - first), NotNeeded);
    }

    /// <summary>The same with pages in part, whose other bytes are read again when they are touched.</summary>
    public void ReleaseWhole(long start, long length) => Advise(start, length + PageMask, NotNeeded);

    public void Dispose() => _ = Unmap(_start, (nuint)Length);

    // Advice may be ignored, and an older kernel does not know all of it.
    private void Advise(long start, long length, int advice)
    {
        var first = start & ~PageMask;
        var end = Math.Min(start + length, Length);
        if (end > first) _ = Advise(_start + first, (nuint)(end - first), advice);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial byte* Map(
        nint where, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* start, nuint length);
}
