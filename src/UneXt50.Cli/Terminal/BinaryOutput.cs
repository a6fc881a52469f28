namespace UneXt50.Cli.Terminal;

/// <summary>Keeps arrays off the screen.</summary>
internal static class BinaryOutput
{
    /// <exception cref="UneXt50Exception">The output is standard output, and that is a terminal.</exception>
    public static void Check(string path)
    {
        if (path != "-" || Console.IsOutputRedirected) return;
        throw new UneXt50Exception(
            ErrorKind.Usage, "--out", "an array would be written to the terminal", "name a file, or pipe it somewhere");
    }
}
