using System.Globalization;
using BenchmarkDotNet.Reports;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Diagnostics.Machine;

namespace UneXt50.Benchmarks;

/// <summary>Results as CSV, every row with the machine it came from: a figure without one says nothing.</summary>
internal sealed class ResultsTable
{
    private readonly List<string> _rows =
        ["benchmark,median_us,ratio,ratio_low,ratio_high,allocated_bytes,machine,runtime,load"];

    private readonly string _machine =
        $"\"{MachineFacts.Read().Processor?.Name}, {Environment.ProcessorCount} cores\",.NET {Environment.Version} JIT";

    /// <summary>What BenchmarkDotNet measured.</summary>
    public void Add(Summary summary)
    {
        foreach (var report in summary.Reports)
        {
            if (report.ResultStatistics is not { } statistics) continue;
            var one = report.BenchmarkCase;
            var method = one.Descriptor.WorkloadMethodDisplayInfo;
            var name = $"{one.Descriptor.Type.Name}: {method} {one.Parameters.PrintInfo}".Trim();
            Add(name, $"{statistics.Median / 1000:F1},,,,{report.GcStats.GetBytesAllocatedPerOperation(one)}");
        }
    }

    /// <summary>A ratio measured in turns.</summary>
    public void Add(string name, PairedRatio ratio) =>
        Add(name, $",{ratio.Median:F3},{ratio.Low:F3},{ratio.High:F3},");

    /// <summary>Writes the table.</summary>
    public void Write(string path) => File.WriteAllText(path, string.Join('\n', _rows) + "\n");

    private void Add(string name, FormattableString figures) => _rows.Add(string.Join(',',
        $"\"{name.Replace("'", "", StringComparison.Ordinal)}\"", figures.ToString(CultureInfo.InvariantCulture),
        _machine, Load()));

    /// <summary>
    /// How many programs wanted to run in the last minute: more than there are cores, and times are too long.
    /// </summary>
    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
