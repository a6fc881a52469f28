using System.Globalization;
using System.Text;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// A report as a table of its figures, <c>metric,value,unit</c>, under the names of <see cref="BenchmarkMetric"/>.
/// </summary>
public static class BenchmarkCsv
{
    /// <summary>The table: RFC 4180, a header first; what was not measured has no row.</summary>
    public static string Render(BenchmarkReport report)
    {
        var table = new StringBuilder("metric,value,unit\r\n");
        foreach (var metric in BenchmarkMetric.All)
        {
            if (metric.In(report) is not { } value) continue;
            table.Append(CultureInfo.InvariantCulture, $"{metric.Name},{value},{Unit(metric.Unit)}\r\n");
        }

        return table.ToString();
    }

    private static string Unit(MetricUnit unit) => unit switch
    {
        MetricUnit.Milliseconds => "ms",
        MetricUnit.Bytes => "B",
        MetricUnit.Ratio => "x",
        _ => "",
    };
}
