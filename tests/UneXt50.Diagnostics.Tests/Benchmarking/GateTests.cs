using UneXt50.Diagnostics.Benchmarking;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Benchmarking;

public sealed class GateTests
{
    [Theory]
    [InlineData("p95 < 13ms", true)]
    [InlineData("p95<12.5ms", false)]
    [InlineData("p95 <= 12.5ms", true)]
    [InlineData("p95 <= 12500us", true)]
    [InlineData("total.p95 <= 0.0125s", true)]
    [InlineData("latency_milliseconds.total.p95 > 12ms", true)]
    [InlineData("throughput.photos_per_second >= 90", true)]
    [InlineData("photos_per_second >= 90.5", false)]
    [InlineData("cold_start.peak_resident_bytes < 50MB", false)]
    [InlineData("cold_start.peak_resident_bytes < 48MiB", true)]
    [InlineData("comparison.ratio.high < 2.2x", true)]
    [InlineData("comparison.ratio.high < 2", false)]
    [InlineData("latency_milliseconds.total.outliers < 1", false)]
    public void A_figure_is_held_against_its_bound(string gate, bool holds)
    {
        var result = Gate.Parse(gate).Check(Reports.Full());

        Assert.Equal((gate, holds), (result.Gate, result.Holds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("p95")]
    [InlineData("p95 = 80ms")]
    [InlineData("p95 < 80ms < 90ms")]
    [InlineData("< 80ms")]
    [InlineData("p95 < ms")]
    [InlineData("p95 < manyms")]
    [InlineData("p95 < NaN")]
    [InlineData("p95 < 80")]
    [InlineData("p95 < 80MB")]
    [InlineData("comparison.ratio.median < 1ms")]
    [InlineData("photos_per_second > 9x")]
    public void What_is_no_gate_is_refused_before_anything_is_measured(string gate) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<UneXt50Exception>(() => Gate.Parse(gate)).Kind);

    [Fact]
    public void A_name_that_is_unknown_or_means_several_is_refused()
    {
        Assert.Contains("no such metric", Refusal("p96 < 1ms"), StringComparison.Ordinal);
        Assert.Contains(
            "comparison.ratio.median, comparison.inference_ratio.median", Refusal("median < 1"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p95", "latency_milliseconds.total.p95")]
    [InlineData("decode.p95", "latency_milliseconds.decode.p95")]
    [InlineData("load_milliseconds.p50", "load_milliseconds.p50")]
    [InlineData("ratio.median", "comparison.ratio.median")]
    public void The_end_of_a_name_is_enough(string end, string name) =>
        Assert.Equal(name, BenchmarkMetric.Find(end).Name);

    [Fact]
    public void What_was_not_measured_cannot_be_held_against_anything() => Assert.Contains(
        "was not measured",
        Assert.Throws<UneXt50Exception>(
            () => Gate.Parse("comparison.ratio.median < 1").Check(Reports.Full() with { Comparison = null })).Message,
        StringComparison.Ordinal);

    private static string Refusal(string gate) => Assert.Throws<UneXt50Exception>(() => Gate.Parse(gate)).Message;
}
