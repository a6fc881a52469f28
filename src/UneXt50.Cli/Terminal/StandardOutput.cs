using System.Text;

namespace UneXt50.Cli.Terminal;

/// <summary>Standard output: what is printed at once, and what a terminal there takes.</summary>
internal static class StandardOutput
{
    /// <exception cref="UneXt50Exception">It is full or closed, or its reader has had enough (Output).</exception>
    public static void Print(string text)
    {
        if (text.Length == 0) return;
        using var output = OutputFile.Create("-");
        output.Write(Encoding.UTF8.GetBytes(text));
        output.Complete();
    }

    /// <summary>
    /// Whether to colour an output: only on a terminal that knows it, and never against the user's wish; see
    /// no-color.org.
    /// </summary>
    public static bool TakesColour(string output) =>
        output == "-" && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Keeps arrays off the screen.</summary>
    /// <exception cref="UneXt50Exception">The output is standard output, and that is a terminal (Usage).</exception>
    public static void RequireNoTerminal(string output)
    {
        if (output != "-" || Console.IsOutputRedirected) return;
        throw new UneXt50Exception(
            ErrorKind.Usage, "--out", "an array would be written to the terminal", "name a file, or pipe it somewhere");
    }
}
