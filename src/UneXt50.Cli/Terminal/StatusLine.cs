namespace UneXt50.Cli.Terminal;

/// <summary>The line on the terminal that says how far a run is: drawn again and again, and gone in the end.</summary>
internal static class StatusLine
{
    private const string ClearLine = "\r\e[K";

    private static volatile bool _isShown;

    /// <summary>Whether there is a terminal to draw it on.</summary>
    public static bool IsWanted(bool quiet) => !quiet && !Console.IsErrorRedirected;

    public static void Show(string text)
    {
        _isShown = true;
        StandardError.Write(ClearLine + text);
    }

    public static void Clear()
    {
        if (_isShown) StandardError.Write(ClearLine);
        _isShown = false;
    }
}
