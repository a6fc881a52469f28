namespace UneXt50;

/// <summary>Where a path leads once all links in it are followed, as realpath(3) does; .NET follows the last.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // the kernel's own limit

    /// <summary>The path without links; as far as it exists, then as it is written.</summary>
    /// <exception cref="IOException">Links lead round in a circle.</exception>
    public static string Of(string path)
    {
        var links = 0;
        var parts = new Stack<string>(Steps(Path.GetFullPath(path)));
        var real = "/";
        while (parts.TryPop(out var part))
        {
            if (part == ".") continue;
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }

            var next = Path.Join(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"{path}: too many links");
            if (Path.IsPathRooted(target)) real = "/";
            foreach (var step in Steps(target)) parts.Push(step);
        }

        return real;
    }

    /// <summary>The names in a path, last one first.</summary>
    private static IEnumerable<string> Steps(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).AsEnumerable().Reverse();
}
