using System.Globalization;
using System.Text;

namespace UneXt50;

/// <summary>
/// SHA-256 of files that have not changed since it was computed, told by device, inode, size and times, as git's index
/// tells them. As there, a file is only remembered once it is older than a clock's tick: what is written to within the
/// same tick would look unchanged ("racily clean").
/// </summary>
/// <param name="folder">Where they are remembered; null for nowhere.</param>
/// <param name="entryName">Under which name there: one for each kind of digest.</param>
/// <param name="digestOf">The digest of a file, if it is not that of all its bytes.</param>
internal sealed class KnownDigests(
    CacheFolder? folder, string entryName = "digests", Func<string, string>? digestOf = null)
{
    private const int Kept = 32;
    private const long Tick = 2_000_000_000; // nanoseconds; FAT, the coarsest file system, keeps times to 2 s

    private readonly Func<string, string> _digestOf = digestOf ?? Sha256Digest.OfFile;

    /// <summary>The digest of a file, 64 hex digits, from memory where it is there.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Of(string path) => Remembered(path) ?? _digestOf(path);

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
        var digest = _digestOf(path);
        if (FileStatus.Read(path) != before) return null;
        var kept = lines.TakeLast(Kept - 1).Append(digest + identity);
        folder.Write(entryName, Encoding.ASCII.GetBytes(string.Join('\n', kept)));
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
        folder!.Read(entryName) is { } bytes ? [.. Encoding.ASCII.GetString(bytes).Split('\n')] : [];
}
