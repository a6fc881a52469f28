using System.Globalization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>
/// The small files in which Linux tells of the machine. What is not there, or may not be read, is null: every board
/// lacks some.
/// </summary>
/// <param name="root">The folder that stands for <c>/</c>; tests have trees of their own.</param>
internal sealed class SystemFiles(string root = "/")
{
    /// <summary>
    /// The text of a file without the zero bytes and line ends around it; null when it is empty, too.
    /// </summary>
    public string? Text(string path)
    {
        try
        {
            var text = File.ReadAllText(Path.Join(root, path)).Trim('\0', '\n', ' ');
            return text.Length > 0 ? text : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The whole number in a file.</summary>
    public long? Number(string path) =>
        long.TryParse(Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <summary>
    /// Paths of what is in a folder and has a name like this (<c>policy*</c>), in the order of the names.
    /// </summary>
    public IEnumerable<string> Entries(string folder, string pattern)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(Path.Join(root, folder), pattern)
                    .Select(path => Path.Join(folder, Path.GetFileName(path)))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
