using UneXt50.Sources;

namespace UneXt50.Benchmarking;

/// <summary>
/// What fresh processes take, from before they exist on. Their files are in the system's cache after the first one.
/// </summary>
/// <param name="VersionMilliseconds">Until <c>--version</c> is printed: start-up and the runtime library alone.</param>
/// <param name="FirstAnswerMilliseconds">Until <c>classify</c> has printed the classes of one photo.</param>
/// <param name="PeakResidentBytes">The most memory such a process had resident, the median.</param>
public sealed record ColdStart(
    SampleStatistics VersionMilliseconds, SampleStatistics FirstAnswerMilliseconds, double PeakResidentBytes)
{
    /// <summary>Starts the program again and again, in turns.</summary>
    /// <param name="program">The program and the arguments that come before its own.</param>
    /// <param name="classify">What makes it classify a photo from standard input.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="starts">How many of each, at least 1.</param>
    /// <param name="cancellation">Ends it between two starts.</param>
    /// <exception cref="UneXt50Exception">A process fails (Model).</exception>
    internal static ColdStart Measure(
        IReadOnlyList<string> program, IReadOnlyList<string> classify, Frame photo, int starts,
        CancellationToken cancellation)
    {
        var process = new FreshProcess(program);
        var (versions, answers, peaks) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < starts; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            versions.Add(process.FirstByte(["--version"]));
            answers.Add(process.FirstByte([.. classify, "--format", "jsonl"], photo.Data));
            peaks.Add(process.PeakResidentBytes(classify, photo.Data));
        }

        return new ColdStart(SampleStatistics.Of(versions), SampleStatistics.Of(answers), SampleStatistics.Of(peaks).P50);
    }

    /// <summary>The arguments that classify one photo from standard input.</summary>
    internal static IReadOnlyList<string> Arguments(BenchmarkRequest request, string modelPath) =>
    [
        "classify", "-", "--top", "1", "--quiet", "--model", modelPath, "--threads", $"{request.Threads[0]}",
        .. request.Exact ? ["--exact"] : Array.Empty<string>(),
    ];
}
