using UneXt50.Statistics;
using Xunit;

namespace UneXt50.Tests.Statistics;

public class LatencyHistogramTests
{
    [Fact]
    public void Without_a_photo_every_figure_is_zero() =>
        Assert.Equal(new LatencyStatistics(0, 0, 0, 0, 0, 0), new LatencyHistogram().Summarize());

    [Fact]
    public void One_photo_is_all_its_percentiles()
    {
        var one = Summarize([TimeSpan.FromMilliseconds(0.01)]);
        Assert.Equal(new LatencyStatistics(1, 0.01, 0.01, 0.01, 0.01, 0.01), one);
        var slow = Summarize([TimeSpan.FromMilliseconds(35.123)]);
        Assert.Equal((35.123, 35.123), (slow.Mean, slow.Max));
        Assert.InRange(slow.P50, 35.123 * 0.996, 35.123);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Percentiles_are_within_half_a_percent_of_the_exact_ones(int seed)
    {
        // From microseconds to minutes, log-uniform.
        var random = new Random(seed);
        var times = new TimeSpan[5000];
        for (var i = 0; i < times.Length; i++) times[i] = TimeSpan.FromTicks((long)Math.Exp(random.NextDouble() * 20));
        var statistics = Summarize(times);
        Array.Sort(times);
        Close(times[2499], statistics.P50);
        Close(times[4749], statistics.P95);
        Close(times[4949], statistics.P99);
        Assert.Equal(times[^1].TotalMilliseconds, statistics.Max, 0.001);
        Assert.Equal(times.Average(time => time.TotalMilliseconds), statistics.Mean, 0.001);
        Assert.Equal(5000, statistics.Count);

        static void Close(TimeSpan exact, double milliseconds) => Assert.InRange(
            milliseconds, exact.TotalMilliseconds * 0.995 - 0.0005, exact.TotalMilliseconds * 1.005 + 0.0005);
    }

    [Fact]
    public void The_shortest_and_the_longest_time_fit()
    {
        var statistics = Summarize([TimeSpan.Zero, TimeSpan.FromTicks(-5), TimeSpan.MaxValue]);
        Assert.Equal((3, 0), (statistics.Count, statistics.P50));
        Assert.Equal(TimeSpan.MaxValue.TotalMilliseconds, statistics.Max, 1.0);
    }

    [Fact]
    public void Every_bucket_boundary_keeps_the_order_of_times()
    {
        var previous = 0.0;
        long[] boundaries = [0, 1, 127, 128, 129, 255, 256, 257, 511, 512, 514, 65535, 65536, 66048, 1 << 30];
        foreach (var ticks in boundaries)
        {
            var p50 = Summarize([TimeSpan.FromTicks(ticks), TimeSpan.MaxValue]).P50;
            Assert.InRange(p50, previous, ticks / 10_000.0 * 1.004 + 0.0005);
            previous = p50;
        }
    }

    private static LatencyStatistics Summarize(IEnumerable<TimeSpan> times)
    {
        var histogram = new LatencyHistogram();
        foreach (var time in times) histogram.Record(time);
        return histogram.Summarize();
    }
}
