namespace UneXt50.Sources;

/// <summary>What a name in a folder stands for, as far as it can be told without opening it.</summary>
internal enum FolderEntryKind
{
    /// <summary>A regular file, or a link to anything, or a file system that does not say.</summary>
    File,

    /// <summary>A folder, not a link to one: following links could run in circles.</summary>
    Folder,

    /// <summary>A pipe, socket or device: opening one could block for ever.</summary>
    Other,
}
