using System.Globalization;
using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Cameras.Metrics;

/// <summary>Latency by stage, as a Prometheus histogram. Not for several threads at once.</summary>
internal sealed class StageHistograms
{
    private static readonly TimeSpan[] Bounds =
    [
        .. ((ReadOnlySpan<double>)[0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000])
            .ToArray().Select(TimeSpan.FromMilliseconds),
    ];

    private readonly (string Stage, Func<StageTimes, TimeSpan> Time, LatencyHistogram Times)[] _stages =
    [
        ("decode", times => times.Decode, new()),
        ("preprocess", times => times.Preprocess, new()),
        ("inference", times => times.Inference, new()),
        ("heads", times => times.Heads, new()),
        ("total", times => times.Total, new()),
    ];

    public void Record(StageTimes times)
    {
        foreach (var (_, time, histogram) in _stages) histogram.Record(time(times));
    }

    public void WriteTo(PrometheusText text)
    {
        text.Family(
            "unext50_stage_duration_seconds", "histogram",
            "Time of each stage for a frame that was looked at; total is their sum.");
        Span<long> counts = stackalloc long[Bounds.Length];
        foreach (var (stage, _, histogram) in _stages)
        {
            histogram.CountUpTo(Bounds, counts);
            for (var i = 0; i < Bounds.Length; i++)
            {
                var bound = Bounds[i].TotalSeconds.ToString(CultureInfo.InvariantCulture);
                text.Sample("_bucket", counts[i], ("stage", stage), ("le", bound));
            }

            text.Sample("_bucket", histogram.Count, ("stage", stage), ("le", "+Inf"));
            text.Sample("_sum", histogram.Sum.TotalSeconds, ("stage", stage));
            text.Sample("_count", histogram.Count, ("stage", stage));
        }
    }
}
