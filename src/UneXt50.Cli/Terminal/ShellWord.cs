namespace UneXt50.Cli.Terminal;

/// <summary>Words of command lines that are shown to be copied.</summary>
internal static class ShellWord
{
    /// <summary>The word as a shell takes it, in quotes if it needs them.</summary>
    public static string Of(string word) => word.Length > 0 && word.All(letter =>
        char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '+' or ':' or ',' or '@')
        ? word : $"'{TerminalText.Escape(word).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
