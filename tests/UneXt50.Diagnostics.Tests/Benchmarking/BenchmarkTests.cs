using System.Text.Json;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Inference;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Benchmarking;

public sealed class BenchmarkTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Everything_that_is_asked_for_is_measured()
    {
        var report = Measured(Request());

        Assert.Equal(4, report.Runs.Count);
        Assert.Equal(4, report.LatencyMilliseconds.Total.Count);
        Assert.Equal(2, report.LoadMilliseconds.Count);
        Assert.Equal(4, report.Throughput.Photos);
        Assert.Equal([(1, 1), (1, 3), (2, 1), (2, 3)], report.Sweep.Select(cell => (cell.Threads, cell.Batch)));
        Assert.Equal(1, report.Sweep[0].Speedup);
        Assert.Equal((4, _network.Model.Sha256), (report.Comparison!.Ratio.Pairs, report.Comparison.Model.Sha256));
        Assert.Null(report.ColdStart);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Throughput_takes_at_least_the_time_of_the_network_whatever_is_done_at_once(int threads)
    {
        var throughput = Measured(Request() with { Threads = [threads], Batches = [1] }).Throughput;

        Assert.Equal(4, throughput.Photos);
        Assert.InRange(throughput.WallOverInference, 1, double.MaxValue);
    }

    [Fact]
    public void The_fastest_batch_is_found_and_all_that_were_tried_are_in_the_sweep()
    {
        var report = Measured(Request() with { Threads = [1], Batches = [PipelineOptions.FastestBatch] });

        var tried = report.Sweep.Select(cell => cell.Batch).ToList();
        Assert.Equal(tried, tried.Select((_, i) => 1 << i));
        Assert.Contains(report.FastestBatch!.Value, tried);
        Assert.Equal(report.FastestBatch, report.Throughput.Batch);
        Assert.Contains($"{report.FastestBatch}, found to be the fastest", BenchmarkText.Render(report),
            StringComparison.Ordinal);
        Assert.Null(Measured(Request()).FastestBatch);
    }

    [Theory]
    [InlineData(0.02, 4, "the network is the limit: decoding keeps up (4 threads) and it waits 2 % of the time")]
    [InlineData(0.63, 1, "decoding is the limit (1 thread): the network waits 63 % of the time for pixels")]
    [InlineData(null, 0, "of the work on a photo 20 % is decoding and 80 % the network")]
    public void A_sentence_says_what_limits_the_run(double? waits, int threads, string sentence)
    {
        var throughput = new Throughput(4, 90, 1.05)
        {
            NetworkWaits = waits,
            DecodeThreads = threads,
            PreparationShare = 0.2,
        };

        Assert.Equal(sentence, throughput.Limit());
        Assert.Contains($"limit         {sentence}\n",
            BenchmarkText.Render(Reports.Full() with { Throughput = throughput }), StringComparison.Ordinal);
        Assert.Contains(sentence, BenchmarkPage.Render(Reports.Full() with { Throughput = throughput }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_each_photo_has_a_thread_for_everything_nothing_waits()
    {
        var together = Measured(Request() with { Threads = [2], Batches = [1] }).Throughput;
        var one = Measured(Request() with { Threads = [1], Batches = [1] }).Throughput;

        Assert.Equal((null, 0), (together.NetworkWaits, together.DecodeThreads));
        Assert.InRange(one.NetworkWaits!.Value, 0, 1);
        Assert.InRange(one.DecodeThreads, 1, int.MaxValue);
        Assert.All([together, one], throughput => Assert.InRange(throughput.PreparationShare, 0, 1));
    }

    [Fact]
    public void A_request_for_nothing_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Measured(Request() with { Photos = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measured(Request() with { Threads = [0] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measured(Request() with { Batches = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Measured(Request() with { Length = new RunLength { Runs = 0 } }));
    }

    [Fact]
    public void A_photo_that_cannot_be_decoded_ends_it() => Assert.Equal(
        ErrorKind.Input,
        Assert.Throws<UneXt50Exception>(
            () => Measured(Request() with { Photos = [TinyNetwork.Broken().Read()] })).Kind);

    [Fact]
    public void Every_metric_is_the_path_of_a_number_in_the_json()
    {
        var report = Reports.Full();
        var json = JsonDocument.Parse(report.ToJson()).RootElement;

        Assert.Equal(1, json.GetProperty("schema_version").GetInt32());
        foreach (var metric in BenchmarkMetric.All)
        {
            var value = metric.Name.Split('.').Aggregate(json, (node, name) => node.GetProperty(name));
            Assert.Equal(metric.In(report), value.GetDouble());
        }
    }

    [Fact]
    public void The_table_has_a_row_for_each_metric_that_was_measured()
    {
        var full = BenchmarkCsv.Render(Reports.Full()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var part = BenchmarkCsv.Render(Reports.Full() with { Comparison = null, SplitEncoder = null });

        Assert.Equal(BenchmarkMetric.All.Count + 1, full.Length);
        Assert.Contains("latency_milliseconds.total.p95,12.5,ms", full);
        Assert.Contains("comparison.ratio.median,2,x", full);
        Assert.DoesNotContain("comparison", part, StringComparison.Ordinal);
    }

    [Fact]
    public void People_are_told_the_same()
    {
        var text = BenchmarkText.Render(Reports.Full());

        Assert.Contains(
            "photo       2.000x of the time (95 % interval 1.900 to 2.100, 4 pairs)", text, StringComparison.Ordinal);
        Assert.Contains("throttled: Heat", text, StringComparison.Ordinal);
        Assert.Contains("17 of 17 photos", text, StringComparison.Ordinal);
        Assert.Contains("FAILS         p95 < 5ms", text, StringComparison.Ordinal);
        // A name from a command line must not command the terminal.
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void The_page_needs_nothing_else_and_shows_what_was_measured()
    {
        var page = BenchmarkPage.Render(Reports.Full());

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("class=\"throttled\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"outlier\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("2.000x a photo", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Synthetic_photos_of_a_seed_are_the_same_and_can_be_classified()
    {
        var (one, again, other) = (
            SyntheticPhoto.Create(64, 48, 1), SyntheticPhoto.Create(64, 48, 1), SyntheticPhoto.Create(64, 48, 2));

        Assert.True(one.Data.Span.SequenceEqual(again.Data.Span));
        Assert.False(one.Data.Span.SequenceEqual(other.Data.Span));
        using var image = _network.Model.Decode(one);
        Assert.Equal((64, 48), (image.Width, image.Height));
    }

    private static BenchmarkReport Measured(BenchmarkRequest request) =>
        Benchmark.Run(request, cancellation: TestContext.Current.CancellationToken);

    private BenchmarkRequest Request() => new()
    {
        ModelPath = _network.Model.Path,
        OtherPath = _network.Model.Path,
        Photos = [TinyNetwork.Red().Read(), TinyNetwork.Blue().Read()],
        Threads = [1, 2],
        Batches = [1, 3],
        Length = new RunLength { Runs = 4, WarmUp = 1 },
        Starts = 2,
    };
}
