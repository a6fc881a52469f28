using System.Globalization;
using System.Text;

namespace UneXt50;

/// <summary>
/// SHA-256 of files that have not changed since it was computed, told by device, inode, size and times, as git's index
/// tells them. As there, a file is only remembered once it is older than a clock's tick: what is written to within the
/// same tick would look unchanged ("racily clean").
/// </summary>
internal sealed class KnownDigests(CacheFolder? folder)
{
    private const string EntryName = "digests";
    private const int Kept = 32;
    private const long Tick = 2_000_000_000; // nanoseconds; FAT, the coarsest file system, keeps times to 2 s

    /// <summary>The digest of a file, 64 hex digits, from memory where it is there.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Of(string path) => Remembered(path) ?? Sha256Digest.OfFile(path);

    /// <summary>
    /// The same, but null where the digest is not known and could not be remembered, so that no run pays twice.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string? Remembered(string path)
    {
        if (folder is null || FileStatus.Read(path) is not { } before) return null;
        var lines = Lines();
        var identity = Identity(before);
        if (lines.Find(line => line.EndsWith(identity, StringComparison.Ordinal)) is { } known)
            return known[..Sha256Digest.HexLength];

        if (!IsSettled(before) || !folder.Prepare()) return null;
        var digest = Sha256Digest.OfFile(path);
        if (FileStatus.Read(path) != before) return null;
        var kept = lines.TakeLast(Kept - 1).Append(digest + identity);
        folder.Write(EntryName, Encoding.ASCII.GetBytes(string.Join('\n', kept)));
        return digest;
    }

    private static bool IsSettled(FileStatus file)
    {
        var now = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;
        return Math.Max(file.Modified, file.Changed) < now - Tick;
    }

    private static string Identity(FileStatus file) => string.Create(
        CultureInfo.InvariantCulture, $" {file.Device} {file.Inode} {file.Size} {file.Modified} {file.Changed}");

    private List<string> Lines() =>
        folder!.Read(EntryName) is { } bytes ? [.. Encoding.ASCII.GetString(bytes).Split('\n')] : [];
}
