using UneXt50.Parts;
using UneXt50.Writers;

namespace UneXt50.Cli.Runs;

/// <summary>Where the outcomes of a run go.</summary>
/// <param name="Writer">Writes them.</param>
/// <param name="Selection">The inputs whose outcomes it wants; null for all that it is given.</param>
internal readonly record struct RunOutput(IResultWriter Writer, PartSelection? Selection)
{
    /// <summary>An output that has a row for every input.</summary>
    public static RunOutput Whole(IResultWriter writer) => new(writer, null);

    /// <summary>An output that may be continued and merged.</summary>
    public static RunOutput Part(PartWriter writer) => new(writer, writer.Selection);
}
