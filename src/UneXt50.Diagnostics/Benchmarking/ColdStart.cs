using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// What fresh processes take, from before they exist on. Their files are in the system's cache after the first one.
/// </summary>
/// <param name="VersionMilliseconds">Until its version is printed: start-up and the runtime library alone.</param>
/// <param name="FirstAnswerMilliseconds">
/// Until <c>classify</c> has printed the classes of one photo, or <c>features</c> its vector for a model without
/// classes.
/// </param>
/// <param name="PeakResidentBytes">
/// The most memory such a process had resident, the median; null where it cannot tell, as <c>features</c> cannot.
/// </param>
public sealed record ColdStart(
    SampleStatistics VersionMilliseconds, SampleStatistics FirstAnswerMilliseconds, double? PeakResidentBytes)
{
    /// <summary>Starts the program again and again, in turns.</summary>
    /// <param name="commands">What is started.</param>
    /// <param name="model">What it loads.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="starts">How many of each, at least 1.</param>
    /// <param name="cancellation">Ends it between two starts.</param>
    /// <exception cref="UneXt50Exception">A process fails (Model).</exception>
    internal static ColdStart Measure(
        FreshCommands commands, FreshModel model, Frame photo, int starts, CancellationToken cancellation)
    {
        var (versions, answers, peaks) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < starts; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            versions.Add(FreshProcess.FirstByte(commands.Version));
            answers.Add(FreshProcess.FirstByte(commands.Answer(model), photo.Data));
            if (commands.Summary(model) is { } summary) peaks.Add(FreshProcess.PeakResidentBytes(summary, photo.Data));
        }

        return new ColdStart(
            SampleStatistics.Compute(versions), SampleStatistics.Compute(answers),
            peaks.Count > 0 ? SampleStatistics.Compute(peaks).P50 : null);
    }
}
