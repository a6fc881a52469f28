using UneXt50.Results;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>The times of each stage over a measurement.</summary>
/// <param name="Decode">Bytes to upright RGB.</param>
/// <param name="Preprocess">RGB to the input tensor.</param>
/// <param name="Inference">Tensor to features and logits.</param>
/// <param name="Total">All three.</param>
public sealed record StageFigures(
    SampleStatistics Decode, SampleStatistics Preprocess, SampleStatistics Inference, SampleStatistics Total)
{
    internal static StageFigures Summarize(IReadOnlyList<TimedRun> runs)
    {
        SampleStatistics Figures(Func<StageTimes, TimeSpan> stage) =>
            SampleStatistics.Compute(runs.Select(run => stage(run.Times).TotalMilliseconds));
        return new StageFigures(
            Figures(times => times.Decode), Figures(times => times.Preprocess), Figures(times => times.Inference),
            Figures(times => times.Total));
    }
}
