using UneXt50.Cli.Terminal;
using UneXt50.Toolchain.Known;

namespace UneXt50.Cli.Commands;

/// <summary>What the commands that make models say of the photos that these know.</summary>
internal static class KnownLines
{
    /// <summary>What is stored, or why not; photos that could not be used are told at once.</summary>
    /// <param name="report">What was learned.</param>
    /// <param name="tellsSkipped">Whether nobody else tells of them.</param>
    public static string Of(KnownReport report, bool tellsSkipped = true)
    {
        foreach (var skipped in tellsSkipped ? report.Skipped : []) Messages.Error(skipped);
        return report.Problem is { } problem
            ? $"it cannot tell strange photos: {problem}"
            : $"it tells strange photos, from {report.Photos:N0} that it knows";
    }
}
