using System.Globalization;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>What became of a gate.</summary>
/// <param name="Gate">As it was written.</param>
/// <param name="Metric">The full name of what it is about.</param>
/// <param name="Measured">What was measured, in the metric's unit.</param>
/// <param name="Holds">Whether that is within the gate.</param>
public sealed record GateResult(string Gate, string Metric, double Measured, bool Holds)
{
    /// <summary>What was measured, for people: "cold_start.peak_resident_bytes is 53.5 MB".</summary>
    public string Finding()
    {
        var measured = BenchmarkMetric.Find(Metric).Unit switch
        {
            MetricUnit.Milliseconds => string.Create(CultureInfo.InvariantCulture, $"{Measured:0.####} ms"),
            MetricUnit.Bytes => ByteSize.Text((long)Measured),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Measured:0.####}"),
        };
        return $"{Metric} is {measured}";
    }
}
