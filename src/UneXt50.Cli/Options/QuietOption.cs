using System.CommandLine;

namespace UneXt50.Cli.Options;

/// <summary><c>-q/--quiet</c>: no line that says how far a run is.</summary>
internal static class QuietOption
{
    public static Option<bool> Create() => new("--quiet", "-q") { Description = "Show no progress" };
}
