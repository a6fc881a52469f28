using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// What fresh processes take, from before they exist on. Their files are in the system's cache after the first one.
/// </summary>
/// <param name="VersionMilliseconds">Until <c>--version</c> is printed: start-up and the runtime library alone.</param>
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
    private const string Classify = "classify";

    /// <summary>Starts the program again and again, in turns.</summary>
    /// <param name="program">The program and the arguments that come before its own.</param>
    /// <param name="answer">What makes it answer for a photo from standard input.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="starts">How many of each, at least 1.</param>
    /// <param name="cancellation">Ends it between two starts.</param>
    /// <exception cref="UneXt50Exception">A process fails (Model).</exception>
    internal static ColdStart Measure(
        IReadOnlyList<string> program, IReadOnlyList<string> answer, Frame photo, int starts,
        CancellationToken cancellation)
    {
        var process = new FreshProcess(program);
        var (versions, answers, peaks) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < starts; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            versions.Add(process.FirstByte(["--version"]));
            answers.Add(process.FirstByte([.. answer, "--format", "jsonl"], photo.Data));
            if (answer[0] == Classify) peaks.Add(process.PeakResidentBytes(answer, photo.Data));
        }

        return new ColdStart(
            SampleStatistics.Compute(versions), SampleStatistics.Compute(answers),
            peaks.Count > 0 ? SampleStatistics.Compute(peaks).P50 : null);
    }

    /// <summary>The arguments that answer for one photo from standard input.</summary>
    internal static IReadOnlyList<string> Arguments(BenchmarkRequest request, UneXt50Model model) =>
        Arguments(request, model.Path, model.ClassCount > 0 ? Classify : "features");

    /// <summary>The arguments that classify one photo from standard input.</summary>
    internal static IReadOnlyList<string> Arguments(BenchmarkRequest request, string path, string command = Classify) =>
    [
        command, "-", "--quiet", "--model", path, "--threads", $"{request.Threads[0]}",
        "--engine", request.Profile.Engine.ToString().ToLowerInvariant(),
        .. request.Profile.Exact ? ["--exact"] : Array.Empty<string>(),
    ];
}
