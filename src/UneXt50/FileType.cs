namespace UneXt50;

/// <summary>Tells devices, pipes and sockets from files that renaming can replace.</summary>
internal static class FileType
{
    private const int TypeMask = 0xF000;
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;

    /// <summary>True for what exists, links followed, and is neither a regular file nor a folder.</summary>
    public static bool IsSpecial(string path) =>
        FileStatus.Read(path) is { } status && (status.Mode & TypeMask) is not (RegularFile or Folder);
}
