namespace UneXt50.Cli.Documentation;

/// <summary>
/// The arguments with their bytes intact: what .NET hands to Main has every byte outside UTF-8 replaced, and the file
/// so named cannot be found any more.
/// </summary>
internal static class ExactArguments
{
    private const char Replaced = '\uFFFD';

    public static IReadOnlyList<string> Read(string[] args)
    {
        if (!args.Any(argument => argument.Contains(Replaced, StringComparison.Ordinal))) return args;

        // Each argument ends with a zero byte; before ours come the program's name, and dotnet's when run by it.
        var all = PathBytes.Decode(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];
        return all[^args.Length..];
    }
}
