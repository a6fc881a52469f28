namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>One figure of a report, under the name that its JSON gives it.</summary>
/// <param name="Name">The path to it, joined by dots: "latency_milliseconds.total.p95".</param>
/// <param name="Unit">What it counts.</param>
/// <param name="In">Finds it in a report; null where it was not measured.</param>
public sealed record BenchmarkMetric(string Name, MetricUnit Unit, Func<BenchmarkReport, double?> In)
{
    private const string Total = "latency_milliseconds.total";

    /// <summary>Every figure that has a name; the sweep's cells have none.</summary>
    public static IReadOnlyList<BenchmarkMetric> All { get; } =
    [
        .. Stages("latency_milliseconds", report => report.LatencyMilliseconds),
        .. Sample("cold_start.version_milliseconds", report => report.ColdStart?.VersionMilliseconds),
        .. Sample("cold_start.first_answer_milliseconds", report => report.ColdStart?.FirstAnswerMilliseconds),
        .. Sample("load_milliseconds", report => report.LoadMilliseconds),
        new("first_run_milliseconds", MetricUnit.Milliseconds, report => report.FirstRunMilliseconds),
        new("throughput.photos_per_second", MetricUnit.Number, report => report.Throughput.PhotosPerSecond),
        new("throughput.wall_over_inference", MetricUnit.Ratio, report => report.Throughput.WallOverInference),
        new("memory.total_bytes", MetricUnit.Bytes, report => report.Memory?.TotalBytes),
        new("model.bytes", MetricUnit.Bytes, report => report.Model.Bytes),
        new("cold_start.peak_resident_bytes", MetricUnit.Bytes, report => report.ColdStart?.PeakResidentBytes),
        new("comparison.model.bytes", MetricUnit.Bytes, report => report.Comparison?.Model.Bytes),
        .. Sample("comparison.load_milliseconds", report => report.Comparison?.LoadMilliseconds),
        .. Stages("comparison.latency_milliseconds", report => report.Comparison?.LatencyMilliseconds),
        .. Interval("comparison.ratio", report => report.Comparison?.Ratio),
        .. Interval("comparison.inference_ratio", report => report.Comparison?.InferenceRatio),
        .. Both("split_encoder.bytes", MetricUnit.Bytes, report => report.SplitEncoder?.Bytes),
        .. Both("split_encoder.load_milliseconds", MetricUnit.Milliseconds,
            report => report.SplitEncoder?.LoadMilliseconds),
        .. Both("split_encoder.first_answer_milliseconds", MetricUnit.Milliseconds,
            report => report.SplitEncoder?.FirstAnswerMilliseconds),
        .. Both("split_encoder.peak_resident_bytes", MetricUnit.Bytes,
            report => report.SplitEncoder?.PeakResidentBytes),
        .. Both("split_encoder.latency_milliseconds", MetricUnit.Milliseconds,
            report => report.SplitEncoder?.LatencyMilliseconds),
        .. Interval("split_encoder.latency_ratio", report => report.SplitEncoder?.LatencyRatio),
    ];

    /// <summary>
    /// The figure of that name. The end of a name is enough where no other figure's name ends so, but for the same
    /// figure of the model compared with; and a statistic alone, "p95", is that of <c>latency_milliseconds.total</c>.
    /// </summary>
    /// <exception cref="UneXt50Exception">There is none, or there are several (Usage).</exception>
    public static BenchmarkMetric Find(string name)
    {
        var exact = All.FirstOrDefault(metric => metric.Name == name || metric.Name == $"{Total}.{name}");
        var ending = All.Where(metric => EndsWith(metric, name)).OrderBy(metric => metric.Name.Length).ToList();
        return exact ?? ending switch
        {
            [var first, .. var others] when others.TrueForAll(other => EndsWith(other, first.Name)) => first,
            [] => throw new UneXt50Exception(ErrorKind.Usage, name, "there is no such metric",
                NearestTo(name) is { } near ? $"did you mean {near}?"
                    : $"take a name from {Setting.BenchmarkAsCsv}, such as p95 or load_milliseconds.p50"),
            _ => throw new UneXt50Exception(ErrorKind.Usage, name, "several metrics have names that end with it",
                $"name one of them: {string.Join(", ", ending.Select(metric => metric.Name))}"),
        };
    }

    // A name may be given by its end, so it may be misspelt there too.
    private static string? NearestTo(string name) => Nearest.To(name, All.SelectMany(metric =>
    {
        var parts = metric.Name.Split('.');
        return parts.Select((_, i) => string.Join('.', parts[i..]));
    }).OrderBy(end => end.Length));

    private static bool EndsWith(BenchmarkMetric metric, string name) =>
        metric.Name.EndsWith($".{name}", StringComparison.Ordinal);

    private static IEnumerable<BenchmarkMetric> Stages(string name, Func<BenchmarkReport, StageFigures?> figures) =>
    [
        .. Sample($"{name}.total", report => figures(report)?.Total),
        .. Sample($"{name}.decode", report => figures(report)?.Decode),
        .. Sample($"{name}.preprocess", report => figures(report)?.Preprocess),
        .. Sample($"{name}.inference", report => figures(report)?.Inference),
    ];

    private static IEnumerable<BenchmarkMetric> Sample(string name, Func<BenchmarkReport, SampleStatistics?> sample) =>
    [
        new($"{name}.count", MetricUnit.Number, report => sample(report)?.Count),
        new($"{name}.mean", MetricUnit.Milliseconds, report => sample(report)?.Mean),
        new($"{name}.min", MetricUnit.Milliseconds, report => sample(report)?.Min),
        new($"{name}.p50", MetricUnit.Milliseconds, report => sample(report)?.P50),
        new($"{name}.p90", MetricUnit.Milliseconds, report => sample(report)?.P90),
        new($"{name}.p95", MetricUnit.Milliseconds, report => sample(report)?.P95),
        new($"{name}.p99", MetricUnit.Milliseconds, report => sample(report)?.P99),
        new($"{name}.max", MetricUnit.Milliseconds, report => sample(report)?.Max),
        new($"{name}.outliers", MetricUnit.Number, report => sample(report)?.Outliers),
    ];

    private static IEnumerable<BenchmarkMetric> Interval(string name, Func<BenchmarkReport, PairedRatio?> ratio) =>
    [
        new($"{name}.median", MetricUnit.Ratio, report => ratio(report)?.Median),
        new($"{name}.low", MetricUnit.Ratio, report => ratio(report)?.Low),
        new($"{name}.high", MetricUnit.Ratio, report => ratio(report)?.High),
        new($"{name}.pairs", MetricUnit.Number, report => ratio(report)?.Pairs),
    ];

    private static IEnumerable<BenchmarkMetric> Both(
        string name, MetricUnit unit, Func<BenchmarkReport, DirectAndSplit?> both) =>
    [
        new($"{name}.direct", unit, report => both(report)?.Direct),
        new($"{name}.split", unit, report => both(report)?.Split),
        new($"{name}.ratio", MetricUnit.Ratio, report => both(report)?.Ratio),
    ];
}
