namespace UneXt50.Cli.Tests;

/// <summary>How to run the program so that permissions count.</summary>
internal static class Rights
{
    /// <summary>The superuser may read and write anything: that right is given up. Others have none of it.</summary>
    public static IReadOnlyList<string> None { get; } = Environment.UserName == "root"
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] : [];
}
