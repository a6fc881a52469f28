using System.IO.Hashing;
using System.Text;

namespace UneXt50;

/// <summary>
/// The names an output has before it has its own; all hidden and beside it, so that renaming is one step.
/// </summary>
internal static class OutputNames
{
    private const string Prefix = ".unext50-";
    private const string TemporarySuffix = ".tmp";
    private const string LockSuffix = ".lock";
    private const string StagedSuffix = ".next";
    private const int HostLength = 8;
    private const int LongestName = 255; // of file systems, in bytes

    /// <summary>What <see cref="TemporaryIn"/> and others name, for listing a folder.</summary>
    public const string TemporaryPattern = Prefix + "*" + TemporarySuffix;

    /// <inheritdoc cref="TemporaryPattern"/>
    public const string LockPattern = Prefix + "*" + LockSuffix;

    /// <inheritdoc cref="TemporaryPattern"/>
    public const string StagedPattern = Prefix + "*" + StagedSuffix;

    private static readonly Lazy<string?> Host = new(HostOf);

    /// <summary>
    /// The file that <paramref name="path"/> stands for: what a link points to is replaced, not the link.
    /// </summary>
    public static string Target(string path) => new FileInfo(path).LinkTarget is null
        ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>While it is written; another one each time.</summary>
    public static string Temporary(string path) => TemporaryIn(Path.GetDirectoryName(Target(path))!);

    /// <summary>
    /// Does not grow with the final name, which may be as long as the file system takes. It says which running system
    /// the writer is on, as a lock on the file can be told for sure on the same one only.
    /// </summary>
    public static string TemporaryIn(string folder) =>
        Path.Join(folder, $"{Prefix}{Host.Value ?? "00000000"}{Guid.NewGuid():N}{TemporarySuffix}");

    /// <summary>Whether <paramref name="path"/> is a name of <see cref="Temporary"/>.</summary>
    public static bool IsTemporary(string path) =>
        Path.GetFileName(path) is var name && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(TemporarySuffix, StringComparison.Ordinal)
        && name[Prefix.Length..^TemporarySuffix.Length].All(char.IsAsciiHexDigitLower);

    /// <summary>Whether the writer of a temporary file was on this system since it was started.</summary>
    public static bool IsOfThisHost(string temporary) => Host.Value is { } host
        && Path.GetFileName(temporary).AsSpan(Prefix.Length).StartsWith(host, StringComparison.Ordinal);

    /// <summary>When it is whole, and waits for the files that change together with it.</summary>
    public static string Staged(string path) => Beside(Target(path), StagedSuffix);

    /// <summary>Held by the run that writes it.</summary>
    public static string Lock(string path) => Beside(path, LockSuffix);

    /// <summary>The output that a name of <see cref="Lock"/> belongs to; null for any other name.</summary>
    public static string? OfLock(string path) =>
        Path.GetFileName(path) is var name && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(LockSuffix, StringComparison.Ordinal) && name.Length > Prefix.Length + LockSuffix.Length
            ? Path.Join(Path.GetDirectoryName(path), name[Prefix.Length..^LockSuffix.Length]) : null;

    /// <summary>Whether the file system has room for all these names of an output.</summary>
    public static bool FitBeside(string path) =>
        Encoding.UTF8.GetByteCount(Path.GetFileName(path)) + Prefix.Length + ".index.csv.next".Length <= LongestName;

    /// <summary>Refuses what is a folder, or named like one.</summary>
    /// <exception cref="UneXt50Exception">The path is that of a folder.</exception>
    public static void RequireFileName(string path)
    {
        if (Path.GetFileName(path).Length == 0 || Directory.Exists(path))
        {
            throw new UneXt50Exception(ErrorKind.Output, path, "names a folder, not a file", "add a file name");
        }
    }

    /// <summary>Refuses a path beside an output at which no file is: opening a pipe waits for whoever reads it.</summary>
    /// <param name="path">Where a file of our own naming belongs.</param>
    /// <exception cref="UneXt50Exception">Something else is there (Output).</exception>
    public static void RequireNoNode(string path)
    {
        if (FileStatus.Read(path) is not { Type: not (FileType.File or FileType.Folder) and var type }) return;
        throw new UneXt50Exception(
            ErrorKind.Output, path, $"{type.Description()}, and a file belongs there",
            "remove it, or write to another file");
    }

    private static string Beside(string path, string suffix) =>
        Path.Join(Path.GetDirectoryName(path), Prefix + Path.GetFileName(path) + suffix);

    private static string? HostOf()
    {
        try
        {
            var boot = File.ReadAllBytes("/proc/sys/kernel/random/boot_id");
            return Convert.ToHexStringLower(XxHash3.Hash(boot))[..HostLength];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
