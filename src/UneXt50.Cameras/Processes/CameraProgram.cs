namespace UneXt50.Cameras.Processes;

/// <summary>A program that writes JPEG files one after another on its standard output, and how to call it.</summary>
/// <param name="Path">The program's file.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CameraProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>The file's name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>A command line to try by hand; the pictures go nowhere.</summary>
    public override string ToString() =>
        $"{Name} {string.Join(' ', Arguments.Select(argument => argument.Contains(' ', StringComparison.Ordinal)
            ? $"'{argument}'" : argument))} > /dev/null";

    /// <summary>The first of these programs that is on the search path; null when none is.</summary>
    public static string? Find(params ReadOnlySpan<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            ':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            foreach (var folder in folders)
            {
                var path = System.IO.Path.Join(folder, name);
                if (File.Exists(path)) return path;
            }
        }

        return null;
    }
}
