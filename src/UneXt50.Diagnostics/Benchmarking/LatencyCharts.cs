using System.Text;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>The runs of a benchmark as pictures.</summary>
internal static class LatencyCharts
{
    private const int Bins = 30;

    /// <summary>Every run where it began: how steady the machine was.</summary>
    public static void AddOverTime(StringBuilder page, IReadOnlyList<RunSample> runs)
    {
        var (least, most) = (runs.Min(run => run.Total), runs.Max(run => run.Total));
        var end = runs[^1].Seconds + (runs[^1].Total / 1000);
        var frame = new ChartFrame(NiceScale.Fit(0, end, 6), NiceScale.Fit(least, most, 4));
        frame.Open(page, "Milliseconds of each run, over the seconds of the measurement", "s");
        foreach (var (first, last) in Throttled(runs))
        {
            var over = last + 1 < runs.Count ? runs[last + 1].Seconds : end;
            var (left, right) = (frame.X(runs[first].Seconds), frame.X(over));
            page.Add($"<rect class=\"throttled\" x=\"{left}\" y=\"{ChartFrame.Top}\" ")
                .Add($"width=\"{Math.Max(right - left, 1):F1}\" height=\"{ChartFrame.Plane}\"/>\n");
        }

        foreach (var run in runs)
        {
            page.Add($"<circle class=\"{(run.Outlier ? "outlier" : "run")}\" cx=\"{frame.X(run.Seconds)}\" ")
                .Add($"cy=\"{frame.Y(run.Total)}\" r=\"{(run.Outlier ? 4 : 2.5)}\"/>\n");
        }

        page.Append("</svg>\n");
    }

    /// <summary>How many runs took how long.</summary>
    public static void AddHistogram(StringBuilder page, IReadOnlyList<RunSample> runs, SampleStatistics total)
    {
        var across = NiceScale.Fit(total.Min, total.Max, 6);
        var counts = new int[Bins];
        foreach (var run in runs) counts[Math.Clamp((int)(across.Share(run.Total) * Bins), 0, Bins - 1)]++;
        var frame = new ChartFrame(across, NiceScale.Fit(0, 1.25 * counts.Max(), 4));
        frame.Open(page, "How many runs took how many milliseconds", "ms");
        var width = (across.High - across.Low) / Bins;
        foreach (var (bin, count) in counts.Index())
        {
            if (count == 0) continue;
            var (left, right) = (frame.X(across.Low + (bin * width)), frame.X(across.Low + ((bin + 1) * width)));
            page.Add($"<rect class=\"bar\" x=\"{left + 0.5:F1}\" y=\"{frame.Y(count)}\" ")
                .Add($"width=\"{right - left - 1:F1}\" height=\"{frame.Y(0) - frame.Y(count):F1}\">")
                .Add($"<title>{count} runs</title></rect>\n");
        }

        foreach (var (name, value) in new[] { ("p50", total.P50), ("p95", total.P95) })
        {
            page.Add($"<path class=\"mark\" d=\"M{frame.X(value)} {frame.Y(0)}V8\"/>")
                .Add($"<text x=\"{frame.X(value) + 4}\" y=\"{(name == "p50" ? 16 : 30)}\">{name}</text>\n");
        }

        page.Append("</svg>\n");
    }

    /// <summary>First and last runs of the stretches during which the machine was throttled.</summary>
    private static IEnumerable<(int First, int Last)> Throttled(IReadOnlyList<RunSample> runs)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (!runs[i].Throttled) continue;
            var first = i;
            while (i + 1 < runs.Count && runs[i + 1].Throttled) i++;
            yield return (first, i);
        }
    }
}
