namespace UneXt50.Cli;

/// <summary>Keeps arrays off the screen.</summary>
internal static class BinaryOutput
{
    /// <summary>The path itself.</summary>
    /// <exception cref="UneXt50Exception">It is standard output, and that is a terminal.</exception>
    public static string Check(string path) => path != "-" || Console.IsOutputRedirected ? path
        : throw new UneXt50Exception(
            ErrorKind.Usage, "--out", "an array would be written to the terminal", "name a file, or pipe it into a program");
}
