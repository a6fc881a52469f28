namespace UneXt50;

/// <summary>
/// The files that a program is going to replace: none of them may be read as an input, and none may be two outputs.
/// They are told by device and inode, so it makes no difference which links lead to them. Nothing is planned by
/// default.
/// </summary>
public static class PlannedOutputs
{
    private static readonly Dictionary<(ulong Device, ulong Inode), string> Existing = [];
    private static readonly Dictionary<string, string> Paths = [];

    /// <summary>Whether any of them is there, so that it is worth looking whether it is an input.</summary>
    public static bool AnyExists => Existing.Count > 0;

    /// <summary>Plans an output; standard output, devices and pipes replace nothing.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="option">What names it, for messages.</param>
    /// <exception cref="UneXt50Exception">Another option names the same file (Output).</exception>
    public static void Add(string path, string option)
    {
        if (path is "" or "-" or "/dev/stdout" || FileTypes.IsSpecial(path) || Target(path) is not { } target) return;
        if (!Paths.TryAdd(target, option))
            throw Refused(path, $"{option} and {Paths[target]} both write it", "give each a file of its own");
        if (FileStatus.Read(path) is not { Type: FileType.File } status) return;
        if (!Existing.TryAdd((status.Device, status.Inode), option))
        {
            throw Refused(
                path, $"{option} and {Existing[(status.Device, status.Inode)]} lead to the same file",
                "give each a file of its own");
        }
    }

    /// <summary>Plans a file that is read first, and then replaced by what was made of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="description">What it is, for messages.</param>
    /// <exception cref="UneXt50Exception">An option names the same file (Output).</exception>
    public static void AddChanged(string path, string description)
    {
        if (Target(path) is { } target && !Paths.TryAdd(target, description))
            throw Refused(path, $"{Paths[target]} would replace it", "give each a file of its own");
    }

    /// <summary>Refuses an input that is going to be replaced.</summary>
    /// <exception cref="UneXt50Exception">It is (Output).</exception>
    public static void RequireInput(string path)
    {
        if (!AnyExists || FileStatus.Read(path) is not { } status
            || !Existing.TryGetValue((status.Device, status.Inode), out var option)) return;
        throw Refused(
            PathBytes.Display(path), $"it is read, and {option} would replace it", "write to another file");
    }

    private static string? Target(string path)
    {
        try
        {
            return OutputNames.Target(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // opening it says what is wrong
        }
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy) =>
        new(ErrorKind.Output, path, problem, remedy);
}
