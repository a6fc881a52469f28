namespace UneXt50.Cli.Terminal;

/// <summary>What the program says on standard error: one line each, safe to print whatever names hold.</summary>
internal static class Messages
{
    public static void Error(UneXt50Exception error) => Line(error.Message);

    /// <summary>Something to know, and nothing to put right.</summary>
    public static void Note(string text) => Line(text);

    public static void Usage(string problem, string command)
    {
        var words = problem.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Line($"{string.Join(' ', words)} See '{command} --help'.");
    }

    public static void Bug(Exception error) => Line(
        $"internal error: {error.GetType().Name}: {error.Message}; "
        + "please report it with the command line and 'unext50 --version'");

    private static void Line(string text) => StandardError.Write($"unext50: {TerminalText.Escape(text)}\n");
}
