namespace UneXt50.Results;

/// <summary>
/// The names an output has before it has its own; all hidden and beside it, so that renaming is one step.
/// </summary>
internal static class OutputNames
{
    private const string Prefix = ".unext50-";
    private const string TemporarySuffix = ".tmp";

    /// <summary>
    /// The file that <paramref name="path"/> stands for: what a link points to is replaced, not the link.
    /// </summary>
    public static string Target(string path) => new FileInfo(path).LinkTarget is null
        ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>While it is written; another one each time.</summary>
    public static string Temporary(string path) => TemporaryIn(Path.GetDirectoryName(Target(path))!);

    /// <summary>Does not grow with the final name, which may be as long as the file system takes.</summary>
    public static string TemporaryIn(string folder) =>
        Path.Join(folder, $"{Prefix}{Guid.NewGuid():N}{TemporarySuffix}");

    /// <summary>Whether <paramref name="path"/> is a name of <see cref="Temporary"/>.</summary>
    public static bool IsTemporary(string path) =>
        Path.GetFileName(path) is var name && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    /// <summary>When it is whole, and waits for the files that change together with it.</summary>
    public static string Staged(string path) => Beside(Target(path), "next");

    /// <summary>Held by the run that writes it.</summary>
    public static string Lock(string path) => Beside(path, "lock");

    private static string Beside(string path, string purpose) =>
        Path.Join(Path.GetDirectoryName(path), $"{Prefix}{Path.GetFileName(path)}.{purpose}");
}
