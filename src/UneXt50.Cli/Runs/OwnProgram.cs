namespace UneXt50.Cli.Runs;

/// <summary>This program as a command line, to start it again.</summary>
internal static class OwnProgram
{
    /// <summary>The published program is a file of its own; one that was only built may be run by dotnet.</summary>
    public static string[] Command() => Environment.ProcessPath switch
    {
        null => [],
        var host when Path.GetFileNameWithoutExtension(host) == "dotnet" => [host, Environment.GetCommandLineArgs()[0]],
        var program => [program],
    };
}
