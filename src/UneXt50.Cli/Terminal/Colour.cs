namespace UneXt50.Cli.Terminal;

/// <summary>When to write colour; see no-color.org.</summary>
internal static class Colour
{
    /// <summary>Only on a terminal that knows it, and never against the user's wish.</summary>
    public static bool WantedOn(string output) =>
        output == "-" && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
