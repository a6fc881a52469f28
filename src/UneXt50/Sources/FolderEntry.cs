namespace UneXt50.Sources;

/// <summary>A name in a folder.</summary>
/// <param name="Name">The name, in <see cref="PathBytes"/>' form.</param>
/// <param name="Kind">What the folder says it is.</param>
internal readonly record struct FolderEntry(string Name, FolderEntryKind Kind)
{
    // What systems and programs keep beside photos: previews, waste, rests of archives.
    private static readonly HashSet<string> Housekeeping = new(StringComparer.OrdinalIgnoreCase)
    {
        "__MACOSX", "@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", "lost+found", "Thumbs.db",
        "ehthumbs.db", "desktop.ini",
    };

    /// <summary>
    /// Whether it is taken only by those who name it: names that begin with a dot, and what systems keep for
    /// themselves.
    /// </summary>
    public bool IsHidden => IsHiddenName(Name);

    /// <summary>The same for a name by itself.</summary>
    public static bool IsHiddenName(string name) => name.StartsWith('.') || Housekeeping.Contains(name);

    /// <summary>What it is, links followed.</summary>
    /// <param name="path">The whole path of it.</param>
    public FolderEntryKind Resolve(string path)
    {
        if (Kind != FolderEntryKind.Unknown) return Kind;
        return FileStatus.Read(path) switch
        {
            null or { Type: FileType.File } => FolderEntryKind.File,
            { Type: FileType.Folder } => FolderEntryKind.Folder,
            _ => FolderEntryKind.Other,
        };
    }
}
