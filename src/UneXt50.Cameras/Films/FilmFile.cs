using UneXt50.Sources;

namespace UneXt50.Cameras.Films;

/// <summary>Tells films from photos.</summary>
public static class FilmFile
{
    private static readonly string[] Suffixes =
    [
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ts", ".m2ts", ".mts", ".wmv", ".flv",
        ".ogv", ".3gp", ".mjpeg", ".mjpg", ".h264", ".h265", ".264", ".265", ".y4m",
    ];

    /// <summary>
    /// Whether an input is a film by its first bytes or, where they say nothing, by its name. One that is named like a
    /// picture is not opened: reading it says what is wrong.
    /// </summary>
    public static bool Is(Photo photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        return photo.FilePath is { } path && !FolderWalk.IsNamedLikePicture(path) && Is(path);
    }

    /// <summary>Whether a name is that of a film.</summary>
    internal static bool IsNamed(string path) =>
        Array.Exists(Suffixes, suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same for the path of a file.</summary>
    internal static bool Is(string path)
    {
        // Bytes of a pipe could be read once only.
        if (FileStatus.Read(path) is not { Type: FileType.File, Size: > 0 }) return false;
        var format = FileStart.Recognize(path, out var isReadable);
        return isReadable && (format is null ? IsNamed(path) : format.Kind == FileFormat.Group.Film);
    }
}
