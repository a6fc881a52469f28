using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UneXt50.Inference.Native;

/// <summary>
/// A file's bytes in memory, read by the kernel when they are touched; the pages can be given back early.
/// </summary>
internal sealed unsafe partial class MappedFile : IDisposable
{
    private const int ReadOnly = 1; // PROT_READ
    private const int Private = 2; // MAP_PRIVATE
    private const int NotNeeded = 4; // MADV_DONTNEED
    private const int PageMask = 0xFFFF; // the largest page of any arm64 kernel: 64 KB

    private readonly byte* _start;

    private MappedFile(byte* start, int length)
    {
        _start = start;
        Length = length;
    }

    public int Length { get; }

    public ReadOnlySpan<byte> Bytes => new(_start, Length);

    /// <summary>Maps the file at <paramref name="path"/>.</summary>
    /// <exception cref="IOException">It cannot be read, or is empty, or larger than 2 GB.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static MappedFile Open(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        if (length is 0 or > int.MaxValue) throw new IOException($"{length:N0} bytes cannot be mapped");
        var start = Map(0, (nuint)length, ReadOnly, Private, file, 0);
        return start == (byte*)-1
            ? throw new IOException("it cannot be mapped") : new MappedFile(start, (int)length);
    }

    /// <summary>Lets the kernel take back the memory under bytes that have been used.</summary>
    public void Release(int start, int length)
    {
        var first = (start + PageMask) & ~PageMask;
        var end = (start + length) & ~PageMask;
        if (end > first) _ = Advise(_start + first, (nuint)(end - first), NotNeeded);
    }

    public void Dispose() => _ = Unmap(_start, (nuint)Length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(
        nint where, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* start, nuint length);
}
