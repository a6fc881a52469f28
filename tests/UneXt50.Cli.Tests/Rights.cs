namespace UneXt50.Cli.Tests;

/// <summary>How to run the program so that permissions count.</summary>
internal static class Rights
{
    /// <summary>The superuser reads and writes everything: that right is given up. Others have none to give up.</summary>
    public static IReadOnlyList<string> None { get; } = Environment.UserName == "root"
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] : [];
}
