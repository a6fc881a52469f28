namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>One measured run, in the order they were made.</summary>
/// <param name="Seconds">When it began, from the beginning of the measurement.</param>
/// <param name="Decode">Milliseconds.</param>
/// <param name="Preprocess">Milliseconds.</param>
/// <param name="Inference">Milliseconds.</param>
/// <param name="Total">Milliseconds.</param>
/// <param name="Outlier">Whether the total lies outside <see cref="TukeyFences"/>.</param>
/// <param name="Throttled">Whether the machine said that it was being slowed down.</param>
public sealed record RunSample(
    double Seconds, double Decode, double Preprocess, double Inference, double Total, bool Outlier, bool Throttled)
{
    internal static IReadOnlyList<RunSample> From(IReadOnlyList<TimedRun> runs)
    {
        var fences = TukeyFences.Compute([.. runs.Select(run => run.Times.Total.TotalMilliseconds).Order()]);
        return
        [
            .. runs.Select(run => new RunSample(
                Math.Round(run.Start.TotalSeconds, 6), run.Times.Decode.TotalMilliseconds,
                run.Times.Preprocess.TotalMilliseconds, run.Times.Inference.TotalMilliseconds,
                run.Times.Total.TotalMilliseconds, fences.Excludes(run.Times.Total.TotalMilliseconds), run.Throttled)),
        ];
    }
}
