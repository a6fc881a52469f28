using System.Runtime.InteropServices;
using System.Text;

namespace UneXt50;

/// <summary>
/// A folder of things that can be made again. Whatever is wrong with it (missing, read-only, full, damaged, another
/// user's) costs time and nothing else: what cannot be trusted reads as absent, what cannot be written is not.
/// </summary>
internal sealed partial class CacheFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int OthersWrite = 0x12; // group or all
    private const int WriteAndSearch = 3; // W_OK | X_OK
    private const long LargestEntry = 256 << 20;
    private static readonly byte[] Magic = "unext50 cache 1 "u8.ToArray();
    private static readonly int HeaderLength = Magic.Length + Sha256Digest.HexLength + 1;

    private readonly string _path;

    private CacheFolder(string path) => _path = path;

    /// <summary>
    /// The folder, which need not be there yet; null where none is wanted or another user could write to it.
    /// </summary>
    public static CacheFolder? Open(string? path)
    {
        if (path is null || !OperatingSystem.IsLinux()) return null;
        if (FileStatus.Read(path) is not { } status) return new CacheFolder(path);
        var isOurs = status.Owner == Libc.EffectiveUser() || status.Owner == 0;
        return isOurs && (status.Mode & OthersWrite) == 0 ? new CacheFolder(path) : null;
    }

    /// <summary>The content of an entry that is whole; otherwise null.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            using var file = ReadableFile.Open(Path.Join(_path, name), followLink: false);
            var length = RandomAccess.GetLength(file);
            if (length < HeaderLength || length > LargestEntry) return null;
            var bytes = new byte[length];
            if (RandomAccess.Read(file, bytes, 0) != bytes.Length) return null;
            var content = bytes.AsSpan(HeaderLength);
            return bytes.AsSpan(0, HeaderLength).SequenceEqual(Header(content)) ? content.ToArray() : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Stores an entry, whole or not at all; the folder is made when it is missing.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        if (!Prepare()) return;
        try
        {
            using var file = OutputFile.Replace(Path.Join(_path, name));
            file.Write(Header(content));
            file.Write(content);
            file.Complete();
        }
        catch (Exception failure) when (failure is UneXt50Exception or IOException or UnauthorizedAccessException)
        {
            // Read-only or full: the next run makes it again.
        }
    }

    /// <summary>Makes the folder when it is missing, and tells whether entries can be stored in it.</summary>
    public bool Prepare()
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            Directory.CreateDirectory(_path, OwnerOnly);
            return Access(_path, WriteAndSearch) == 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static byte[] Header(ReadOnlySpan<byte> content) =>
        [.. Magic, .. Encoding.ASCII.GetBytes(Sha256Digest.Of(content)), (byte)'\n'];

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
