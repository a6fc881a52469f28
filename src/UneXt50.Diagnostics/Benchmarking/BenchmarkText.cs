using System.Globalization;
using System.Text;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>A report for people; its shape may change.</summary>
public static class BenchmarkText
{
    /// <summary>The report over several lines, each ended with a line feed, safe to print.</summary>
    public static string Render(BenchmarkReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        AddSettings(text, report);
        AddTimes(text, report);
        AddMemory(text, report);
        AddSweep(text, report.Sweep);
        if (report.Comparison is { } comparison) AddComparison(text, comparison);
        foreach (var further in report.Comparisons.Skip(1)) AddComparison(text, further);
        if (report.SplitEncoder is { } split) AddSplit(text, split);
        foreach (var gate in report.Gates)
            Line(text, $"{(gate.Holds ? "holds" : "FAILS"),-14}{gate.Gate} ({gate.Finding()})");
        return text.ToString();
    }

    private static void AddSettings(StringBuilder text, BenchmarkReport report)
    {
        var (model, settings) = (report.Model, report.Settings);
        Line(text, $"model         {Described(model)}");
        Line(text, $"machine       {MachineText.Of(report.Machine)}");
        Line(text, $"before        {MachineText.Of(report.Before)}");
        Line(text, $"after         {MachineText.Of(report.After)}");
        var (runs, threads) = (report.Runs.Count, settings.Threads);
        Line(text, $"measured      {runs} runs after {settings.WarmUp}, threads {threads}, {settings.Photos}");
    }

    private static void AddTimes(StringBuilder text, BenchmarkReport report)
    {
        var latency = report.LatencyMilliseconds;
        Line(text, $"");
        Line(text, $"ms                   mean      p50      p90      p95      p99      max  outliers");
        Row(text, "decode", latency.Decode);
        Row(text, "preprocess", latency.Preprocess);
        Row(text, "inference", latency.Inference);
        Row(text, "total", latency.Total);
        Row(text, "load", report.LoadMilliseconds);
        if (report.ColdStart is { } cold)
        {
            Row(text, "start", cold.VersionMilliseconds);
            Row(text, "first answer", cold.FirstAnswerMilliseconds);
        }

        Line(text, $"");
        Line(text, $"first run     {report.FirstRunMilliseconds:F2} ms, right after loading");
        var (rate, wall) = (report.Throughput.PhotosPerSecond, report.Throughput.WallOverInference);
        if (report.FastestBatch is { } batch) Line(text, $"batch         {batch}, found to be the fastest");
        Line(text, $"throughput    {rate:F1} photos/s; wall time {wall:F3}x of the network's");
        Line(text, $"limit         {report.Throughput.Limit()}");
    }

    private static void AddMemory(StringBuilder text, BenchmarkReport report)
    {
        if (report.Memory is not { } bill) return;
        Line(text, $"");
        Line(text, $"MB resident           code     model   private       sum");
        foreach (var (item, memory) in bill.Charges)
        {
            var (code, model, own) = (memory.Code / 1e6, memory.Model / 1e6, memory.Private / 1e6);
            Line(text, $"{item,-16}{code,10:F1}{model,10:F1}{own,10:F1}{memory.Total / 1e6,10:F1}");
        }

        Line(text, $"all             {bill.TotalBytes / 1e6,40:F1}");
        if (report.ColdStart?.PeakResidentBytes is { } peak)
            Line(text, $"a fresh process {peak / 1e6,40:F1} at most, for one photo");
    }

    private static void AddSweep(StringBuilder text, IReadOnlyList<SweepCell> sweep)
    {
        if (sweep.Count == 0) return;
        Line(text, $"");
        Line(text, $"threads  batch  ms/photo p50      p95  photos against the first");
        foreach (var cell in sweep)
        {
            var times = cell.MillisecondsPerPhoto;
            Line(text, $"{cell.Threads,7}{cell.Batch,7}{times.P50,14:F2}{times.P95,9:F2}{cell.Speedup,9:F2}x");
        }
    }

    private static void AddComparison(StringBuilder text, Comparison comparison)
    {
        var (model, latency) = (comparison.Model, comparison.LatencyMilliseconds);
        Line(text, $"");
        Line(text, $"compared with {Described(model)}");
        Line(text, $"  photo       {Ratio(comparison.Ratio)}; p50 {latency.Total.P50:F2} ms");
        Line(text, $"  inference   {Ratio(comparison.InferenceRatio)}; p50 {latency.Inference.P50:F2} ms");
        Line(text, $"  load        p50 {comparison.LoadMilliseconds.P50:F2} ms");
        if (comparison.Agreement is not { } agreement) return;
        Line(text, $"  agreement   {agreement.SameTopClass} of {agreement.Photos} photos have the same best class");
        Line(text, $"              lowest cosine of a photo's two feature vectors {agreement.LowestFeatureCosine:F6}");
    }

    private static string Described(BenchmarkedModel model) => string.Create(CultureInfo.InvariantCulture,
        $"{model.File}: {model.Precision}, {model.InputSize} px, {model.Bytes / 1e6:F1} MB, {model.Engine}");

    private static void AddSplit(StringBuilder text, SplitEncoderReport split)
    {
        Line(text, $"");
        Line(text, $"encoder and head apart, against the one graph:");
        Both(text, "files, MB", split.Bytes, 1e6);
        Both(text, "load, ms", split.LoadMilliseconds, 1);
        if (split.FirstAnswerMilliseconds is { } cold) Both(text, "cold, ms", cold, 1);
        if (split.PeakResidentBytes is { } peak) Both(text, "peak, MB", peak, 1e6);
        var (agreement, network) = (split.Agreement, split.LatencyMilliseconds);
        Line(text, $"  network     {Ratio(split.LatencyRatio)}; p50 {network.Split:F2} against {network.Direct:F2} ms");
        Line(text, $"  agreement   {agreement.SameTopClass} of {agreement.Photos} photos have the same best class");
        var (features, logits) = (agreement.LargestFeatureDifference, agreement.LargestLogitDifference);
        Line(text, $"              largest difference {features:G3} in features, {logits:G3} in logits");
    }

    private static void Both(StringBuilder text, string name, DirectAndSplit both, double unit) => Line(
        text, $"  {name,-12}{both.Split / unit:F2} against {both.Direct / unit:F2}: {both.Ratio:F3}x");

    private static string Ratio(PairedRatio ratio) => string.Create(CultureInfo.InvariantCulture,
        $"{ratio.Median:F3}x of the time (95 % interval {ratio.Low:F3} to {ratio.High:F3}, {ratio.Pairs} pairs)");

    private static void Row(StringBuilder text, string name, SampleStatistics times)
    {
        var percentiles = string.Create(
            CultureInfo.InvariantCulture, $"{times.P50,9:F2}{times.P90,9:F2}{times.P95,9:F2}{times.P99,9:F2}");
        Line(text, $"{name,-14}{times.Mean,11:F2}{percentiles}{times.Max,9:F2}{times.Outliers,10}");
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(TerminalText.Escape(line.ToString(CultureInfo.InvariantCulture))).Append('\n');
}
