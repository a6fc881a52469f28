namespace UneXt50.Sources;

/// <summary>A name in a folder.</summary>
/// <param name="Name">The name, in <see cref="PathBytes"/>' form.</param>
/// <param name="Kind">What the folder says it is.</param>
internal readonly record struct FolderEntry(string Name, FolderEntryKind Kind);
