namespace UneXt50;

/// <summary>What a name in the file system stands for; the numbers are those of <c>st_mode</c>.</summary>
internal enum FileType
{
    /// <summary>A named pipe, or one between processes.</summary>
    Pipe = 0x1000,

    /// <summary>A device that is read byte for byte, such as a terminal.</summary>
    CharacterDevice = 0x2000,

    /// <summary>A folder.</summary>
    Folder = 0x4000,

    /// <summary>A disk.</summary>
    BlockDevice = 0x6000,

    /// <summary>A file that holds what was written into it.</summary>
    File = 0x8000,

    /// <summary>A socket.</summary>
    Socket = 0xC000,
}

/// <summary>Words and questions about <see cref="FileType"/>.</summary>
internal static class FileTypes
{
    /// <summary>True for what exists, links followed, and is neither a regular file nor a folder.</summary>
    public static bool IsSpecial(string path) =>
        FileStatus.Read(path) is { Type: not (FileType.File or FileType.Folder) };

    /// <summary>As a message says it: "it is a pipe".</summary>
    public static string Description(this FileType type) => type switch
    {
        FileType.Pipe => "it is a pipe",
        FileType.CharacterDevice or FileType.BlockDevice => "it is a device",
        FileType.Folder => "it is a folder",
        FileType.Socket => "it is a socket",
        _ => "it is not a file",
    };
}
