using System.Text;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// A report as one page that needs nothing else: styles and charts are in it, and there is no script.
/// </summary>
public static class BenchmarkPage
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --a: #2f7ed8; --b: #e08a1e; --c: #2e9e6b; --d: #b455c9;
        --e: #d1495b; --f: #7a869a; }
        * { box-sizing: border-box; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { margin: 0; font-size: 1.5rem; overflow-wrap: anywhere; } h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
        .sub { opacity: .75; margin: .2rem 0; overflow-wrap: anywhere; } .big { font-size: 2.2rem; font-weight: 600; }
        .fails { color: var(--e); font-weight: 600; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
        gap: 1.5rem 2.5rem; margin: 1.8rem 0; }
        section { min-width: 0; } .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; } thead th { opacity: .75; }
        td, th { padding: .15rem .6rem .15rem 0; text-align: right; font-weight: normal; white-space: nowrap; }
        th[scope=row] { text-align: left; } .lines td, .lines th { border-bottom: 1px solid var(--line); }
        svg { width: 100%; height: auto; display: block; font-size: 12px; } svg text { fill: currentColor; }
        .end { text-anchor: end; } .middle { text-anchor: middle; } .grid { stroke: var(--line); fill: none; }
        .run, .bar { fill: var(--a); } .outlier { fill: none; stroke: var(--e); stroke-width: 2; }
        .throttled { fill: var(--b); opacity: .3; } .mark { stroke: currentColor; stroke-dasharray: 4 3; fill: none; }
        .interval { stroke: var(--a); stroke-width: 3; }
        .stack { display: flex; height: 2rem; border-radius: 4px; overflow: hidden; margin: .3rem 0 .6rem; }
        .stack span { min-width: 1px; }
        .key { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; }
        .part0 { background: var(--a); } .part1 { background: var(--b); } .part2 { background: var(--c); }
        .part3 { background: var(--d); } .part4 { background: var(--e); } .part5 { background: var(--f); }
        """;

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <exception cref="UneXt50Exception">The file cannot be written (Output).</exception>
    public static void Write(string path, BenchmarkReport report)
    {
        using var output = OutputFile.Create(path);
        output.Write(Encoding.UTF8.GetBytes(Render(report)));
        output.Complete();
    }

    /// <summary>The page's HTML.</summary>
    internal static string Render(BenchmarkReport report)
    {
        var page = new StringBuilder();
        var name = Path.GetFileName(report.Model.File);
        page.Add($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{name}: benchmark</title><style>
            """);
        page.Append(Style).Add($"</style></head><body>\n<h1>{name}</h1>\n");
        AddHeading(page, report);
        page.Append("<div class=\"charts\">\n");
        AddRuns(page, report);
        AddStages(page, report.LatencyMilliseconds);
        AddMemory(page, report);
        AddComparison(page, report.Comparison);
        foreach (var further in report.Comparisons.Skip(1)) AddComparison(page, further);
        AddSplit(page, report.SplitEncoder);
        AddSweep(page, report.Sweep);
        page.Append("</div>\n");
        AddFigures(page, report);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AddHeading(StringBuilder page, BenchmarkReport report)
    {
        var (model, settings, total) = (report.Model, report.Settings, report.LatencyMilliseconds.Total);
        page.Add($"<p class=\"sub\">{model.Architecture}, {model.Precision}, {model.InputSize} px, ")
            .Add($"{model.Bytes / 1e6:F1} MB; {settings.Photos}, threads {settings.Threads}; ")
            .Add($"{report.MeasuredAt:yyyy-MM-dd HH:mm}</p>\n")
            .Add($"<p><span class=\"big\">{total.P50:F2} ms</span> a photo (median); 95 % of photos take at most ")
            .Add($"{total.P95:F2} ms; {report.Throughput.PhotosPerSecond:F1} photos a second</p>\n")
            .Add($"<p class=\"sub\">{MachineText.Of(report.Machine)}</p>\n")
            .Add($"<p class=\"sub\">before: {MachineText.Of(report.Before)}</p>\n")
            .Add($"<p class=\"sub\">after: {MachineText.Of(report.After)}</p>\n");
        foreach (var gate in report.Gates)
        {
            var outcome = gate.Holds ? "holds" : "fails";
            page.Add($"<p class=\"{outcome}\">{gate.Gate}: {outcome} ({gate.Metric} is {gate.Measured:0.####})</p>\n");
        }
    }

    private static void AddRuns(StringBuilder page, BenchmarkReport report)
    {
        var (runs, total) = (report.Runs, report.LatencyMilliseconds.Total);
        page.Append("<section><h2>Every run, in milliseconds</h2>\n");
        LatencyCharts.AddOverTime(page, runs);
        page.Add($"<p class=\"sub\">Rings are outliers: {total.Outliers} of {runs.Count} runs, {TukeyFences.Rule}. ")
            .Add($"Shaded: runs while the machine said that it was throttled ")
            .Add($"({runs.Count(run => run.Throttled)} runs).</p>")
            .Append("</section>\n<section><h2>How many runs took how long</h2>\n");
        LatencyCharts.AddHistogram(page, runs, total);
        page.Append("</section>\n");
    }

    private static void AddStages(StringBuilder page, StageFigures latency)
    {
        page.Append("<section><h2>Where a photo's time goes</h2>\n");
        StackedBar.Add(page, "ms",
        [
            ("decode", latency.Decode.Mean),
            ("preprocess", latency.Preprocess.Mean),
            ("inference", latency.Inference.Mean),
        ]);
        page.Append("</section>\n");
    }

    private static void AddMemory(StringBuilder page, BenchmarkReport report)
    {
        if (report.Memory is not { } bill) return;
        page.Append("<section><h2>Memory, up to the first answer</h2>\n");
        StackedBar.Add(
            page, "MB", [.. bill.Charges.Select(charge => (charge.Item, Math.Max(0, charge.Memory.Total / 1e6)))]);
        page.Add($"<p class=\"sub\">{bill.TotalBytes / 1e6:F1} MB together");
        if (report.ColdStart?.PeakResidentBytes is { } peak)
            page.Add($"; a fresh process for one photo has {peak / 1e6:F1} MB resident at most");
        page.Append(".</p></section>\n");
    }

    private static void AddComparison(StringBuilder page, Comparison? comparison)
    {
        if (comparison is null) return;
        var (photo, network) = (comparison.Ratio, comparison.InferenceRatio);
        page.Add($"<section><h2>Against {Path.GetFileName(comparison.Model.File)} on {comparison.Model.Engine}</h2>\n");
        RatioChart.Add(page, [("photo", photo), ("inference", network)]);
        page.Add($"<p class=\"sub\">Its time over the first model's: {photo.Median:F3}x a photo ")
            .Add($"({photo.Low:F3} to {photo.High:F3}), {network.Median:F3}x the network ")
            .Add($"({network.Low:F3} to {network.High:F3}); {photo.Pairs} pairs in turns, {PairedRatio.Method}.</p>")
            .Append("</section>\n");
    }

    private static void AddSplit(StringBuilder page, SplitEncoderReport? split)
    {
        if (split is null) return;
        page.Append("<section><h2>Encoder and head apart</h2>\n");
        RatioChart.Add(page, [("network", split.LatencyRatio)]);
        page.Append("<table class=\"lines\"><thead><tr><th></th>")
            .Append("<th>one graph</th><th>apart</th><th></th></tr></thead>\n");
        AddBoth(page, "files, MB", split.Bytes, 1e6);
        AddBoth(page, "load, ms", split.LoadMilliseconds, 1);
        if (split.FirstAnswerMilliseconds is { } cold) AddBoth(page, "start to first answer, ms", cold, 1);
        if (split.PeakResidentBytes is { } peak) AddBoth(page, "peak memory, MB", peak, 1e6);
        AddBoth(page, "network, ms", split.LatencyMilliseconds, 1, split.LatencyRatio.Median);
        var agreement = split.Agreement;
        page.Add($"</table><p class=\"sub\">{agreement.SameTopClass} of {agreement.Photos} photos have the same best ")
            .Add($"class; features differ by {agreement.LargestFeatureDifference:G3} at most, ")
            .Add($"logits by {agreement.LargestLogitDifference:G3}.</p></section>\n");
    }

    private static void AddBoth(
        StringBuilder page, string name, DirectAndSplit both, double unit, double? ratio = null) => page
        .Add($"<tr><th scope=\"row\">{name}</th><td>{both.Direct / unit:F2}</td><td>{both.Split / unit:F2}</td>")
        .Add($"<td>{ratio ?? both.Ratio:F3}x</td></tr>\n");

    private static void AddSweep(StringBuilder page, IReadOnlyList<SweepCell> sweep)
    {
        if (sweep.Count == 0) return;
        page.Append("<section><h2>Threads and batches, the network alone</h2>\n<div class=\"scroll\">")
            .Append("<table class=\"lines\"><thead><tr><th>threads</th><th>batch</th><th>ms a photo</th><th>p95</th>")
            .Append("<th>photos</th></tr></thead>\n");
        foreach (var cell in sweep)
        {
            page.Add($"<tr><td>{cell.Threads}</td><td>{cell.Batch}</td><td>{cell.MillisecondsPerPhoto.P50:F2}</td>")
                .Add($"<td>{cell.MillisecondsPerPhoto.P95:F2}</td><td>{cell.Speedup:F2}x</td></tr>\n");
        }

        page.Append("</table></div></section>\n");
    }

    private static void AddFigures(StringBuilder page, BenchmarkReport report)
    {
        var latency = report.LatencyMilliseconds;
        page.Append("<section><h2>All figures, in milliseconds</h2><div class=\"scroll\"><table class=\"lines\">")
            .Append("<thead><tr><th></th><th>mean</th><th>p50</th><th>p90</th><th>p95</th><th>p99</th><th>max</th>")
            .Append("<th>outliers</th><th>runs</th></tr></thead>\n");
        AddRow(page, "decode", latency.Decode);
        AddRow(page, "preprocess", latency.Preprocess);
        AddRow(page, "inference", latency.Inference);
        AddRow(page, "total", latency.Total);
        AddRow(page, "load", report.LoadMilliseconds);
        if (report.ColdStart is { } cold)
        {
            AddRow(page, "start of a process", cold.VersionMilliseconds);
            AddRow(page, "start to first answer", cold.FirstAnswerMilliseconds);
        }

        page.Add($"</table></div><p class=\"sub\">First run after loading: {report.FirstRunMilliseconds:F2} ms. ")
            .Add($"Many photos: wall time {report.Throughput.WallOverInference:F3}x of the network's; ")
            .Add($"{report.Throughput.Limit()}.</p></section>\n");
    }

    private static void AddRow(StringBuilder page, string name, SampleStatistics times) => page
        .Add($"<tr><th scope=\"row\">{name}</th><td>{times.Mean:F2}</td><td>{times.P50:F2}</td><td>{times.P90:F2}</td>")
        .Add($"<td>{times.P95:F2}</td><td>{times.P99:F2}</td><td>{times.Max:F2}</td><td>{times.Outliers}</td>")
        .Add($"<td>{times.Count}</td></tr>\n");
}
