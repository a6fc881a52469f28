namespace UneXt50.Sources;

/// <summary>What a name in a folder stands for.</summary>
internal enum FolderEntryKind
{
    /// <summary>A regular file; also what cannot be looked at, so that reading it says why.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, socket or device: opening one could block for ever.</summary>
    Other,

    /// <summary>A link, or a file system that does not say: <see cref="FolderEntry.Resolve"/> finds out.</summary>
    Unknown,
}
