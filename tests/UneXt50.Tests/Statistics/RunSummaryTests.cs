using System.Text;
using System.Text.Json;
using UneXt50.Statistics;
using UneXt50.Tests.Writers;
using Xunit;

namespace UneXt50.Tests.Statistics;

public class RunSummaryTests
{
    [Fact]
    public void The_text_is_aligned_and_names_its_units() => Assert.Equal(
        """
        photos        3 ok, 1 failed
        wall time     1.50 s, 2.0 photos/s
        model load    43.2 ms
        latency in ms       mean       p50       p95       p99       max
          decode            4.00      4.00      5.00      5.00      5.50
          preprocess        1.50      1.50      2.00      2.00      2.00
          inference        30.00     30.00     40.00     40.00     41.00
          rest              0.25      0.25      0.50      0.50      0.50
          total            35.50     35.00     47.00     47.00     48.00
        memory        134.2 MB resident at most, 3.1 MB managed heap

        """,
        Sample.Summary().ToText());

    [Fact]
    public void An_interrupted_run_says_so() =>
        Assert.StartsWith("photos        3 ok, 1 failed, interrupted\n", Sample.Summary(interrupted: true).ToText());

    [Fact]
    public void An_unknown_peak_is_called_so_and_left_out_of_json()
    {
        var summary = Sample.Summary() with { PeakResidentBytes = null };
        Assert.Contains("memory        unknown resident", summary.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("peak_resident_bytes", summary.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_was_found_is_told()
    {
        var found = Sample.Summary() with { Batch = 16 };
        Assert.Contains("\nbatch         16, found to be the fastest\n", found.ToText(), StringComparison.Ordinal);
        Assert.Equal(16, JsonElement.Parse(found.ToJson()).GetProperty("batch").GetInt32());
        Assert.DoesNotContain("batch", Sample.Summary().ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_line()
    {
        var json = Sample.Summary().ToJson();
        Assert.DoesNotContain('\n', json);
        Assert.Equal(2, JsonElement.Parse(json).GetProperty("photos_per_second").GetDouble());
    }

    [Fact]
    public void A_recorder_counts_outcomes_and_times_the_successful_ones()
    {
        var recorder = new LatencyRecorder();
        recorder.Record(Sample.Success("a.jpg"));
        recorder.Record(Sample.Failure("b.jpg"));
        recorder.Record(Sample.Success("c.jpg"));
        var summary = recorder.Summarize(TimeSpan.FromMilliseconds(12.5), interrupted: true);
        Assert.Equal((2, 1, true), (summary.Succeeded, summary.Failed, summary.Interrupted));
        Assert.Equal(12.5, summary.ModelLoadMilliseconds);
        Assert.Equal((2, 35.5), (summary.LatencyMilliseconds.Total.Count, summary.LatencyMilliseconds.Total.Mean));
        Assert.Equal(30, summary.LatencyMilliseconds.Inference.Max);
        Assert.True(summary.WallSeconds >= 0);
    }

    [Fact]
    public void Memory_is_counted()
    {
        Assert.True(MemoryUse.PeakResidentBytes() > 10 << 20);
        Assert.True(MemoryUse.ManagedHeapBytes > 0);
    }

    [Theory]
    [InlineData("Name:\tx\nVmHWM:\t   12345 kB\nVmRSS:\t 1 kB\n", 12345 * 1024L)]
    [InlineData("Name:\tx\nVmRSS:\t 1 kB\n", null)]
    [InlineData("Name:\tx\nVmHWM:\t many\n", null)]
    [InlineData("", null)]
    public void The_peak_is_found_in_the_kernels_status(string status, long? bytes) =>
        Assert.Equal(bytes, MemoryUse.ParsePeak(Encoding.ASCII.GetBytes(status)));
}
