using System.Net;
using System.Net.Sockets;
using System.Text;
using UneXt50.Cameras.Metrics;
using UneXt50.Cameras.Sinks;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class MetricsTests : IDisposable
{
    private readonly TinyNetwork _network = new();
    private readonly TemporaryFolder _folder = new();
    private readonly CameraFeed _feed = CameraFeed.Open(() => new ScriptedCamera());
    private readonly CameraMetrics _metrics;

    public MetricsTests()
    {
        _metrics = new CameraMetrics(new CameraMetricsOptions(_network.Model, _feed));
        _metrics.Take(Answers.Frame(), Answers.Of(0.5f, 0.3f, 0.2f), isReported: true);
        _metrics.Take(Answers.Frame(), Answers.Of(0.2f, 0.6f, 0.2f), isReported: true);
        _metrics.Take(Answers.Frame(), Answers.Of(0.2f, 0.6f, 0.2f), isReported: false);
        _metrics.Take(Answers.Frame(), Answers.Failure, isReported: true);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _feed.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("unext50_answers_total{label=\"apple scab\"} 1")]
    [InlineData("unext50_answers_total{label=\"grape, black rot\"} 1")]
    [InlineData("unext50_frames_total{outcome=\"answered\"} 3")]
    [InlineData("unext50_frames_total{outcome=\"failed\"} 1")]
    [InlineData("unext50_failures_total{kind=\"frame\"} 1")]
    [InlineData("unext50_stage_duration_seconds_bucket{stage=\"inference\",le=\"0.025\"} 0")]
    [InlineData("unext50_stage_duration_seconds_bucket{stage=\"inference\",le=\"0.05\"} 3")]
    [InlineData("unext50_stage_duration_seconds_bucket{stage=\"inference\",le=\"+Inf\"} 3")]
    [InlineData("unext50_stage_duration_seconds_sum{stage=\"inference\"} 0.09")]
    [InlineData("unext50_stage_duration_seconds_count{stage=\"total\"} 3")]
    [InlineData("unext50_camera_up 1")]
    [InlineData("unext50_camera_reconnects_total 0")]
    [InlineData("# TYPE unext50_stage_duration_seconds histogram")]
    public void A_run_is_counted(string line) => Assert.Contains(line, _metrics.Render().Split('\n'));

    [Fact]
    public void The_model_is_named_by_its_checksum() =>
        Assert.Contains($"model_sha256=\"{_network.Model.Sha256}\"", _metrics.Render(), StringComparison.Ordinal);

    [Fact]
    public void Label_values_are_escaped()
    {
        var text = new PrometheusText();
        text.Family("a", "gauge", "Help.");
        text.Sample(1.5, ("label", "a\\b\"c\nd"));

        Assert.Equal("# HELP a Help.\n# TYPE a gauge\na{label=\"a\\\\b\\\"c\\nd\"} 1.5\n", text.ToString());
    }

    [Fact]
    public void More_classes_than_a_monitor_can_bear_are_counted_together()
    {
        var (counts, text) = (new LabelCounts(), new PrometheusText());
        for (var i = 0; i < 1000; i++) counts.Add($"class {i}");
        counts.Add("class 7");
        counts.WriteTo(text);

        var lines = text.ToString().Split('\n');
        Assert.Contains("unext50_answers_total{label=\"(others)\"} 900", lines);
        Assert.Contains("unext50_answers_total{label=\"class 7\"} 2", lines);
        Assert.Equal(LabelCounts.Most + 1 + 3, lines.Length); // help, type, the empty end
    }

    [Fact]
    public void The_file_is_there_from_the_start_and_has_the_last_state_at_the_end()
    {
        using var file = new MetricsFile(_folder["a.prom"], _metrics, new SinkEvents());
        Assert.Contains("outcome=\"answered\"} 3", File.ReadAllText(_folder["a.prom"]), StringComparison.Ordinal);

        _metrics.Take(Answers.Frame(), Answers.Of(0.5f, 0.3f, 0.2f), isReported: true);
        file.Complete();

        Assert.Contains("outcome=\"answered\"} 4", File.ReadAllText(_folder["a.prom"]), StringComparison.Ordinal);
        Assert.Equal(["a.prom"], _folder.Names);
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: localhost:9477\r\n\r\n", "200 OK")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", "403 Forbidden")]
    [InlineData("GET /metrics?x=1 HTTP/1.0\r\n\r\n", "200 OK")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "404 Not Found")]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", "405 Method Not Allowed")]
    [InlineData("hello\r\n\r\n", "400 Bad Request")]
    public void The_server_answers_what_it_is_asked(string request, string status)
    {
        using var server = new MetricsServer(new IPEndPoint(IPAddress.Loopback, 0), _metrics);

        var answer = RawHttp.Ask(server.Address, Encoding.ASCII.GetBytes(request));

        Assert.Equal(status, answer.Status);
        Assert.Contains($"Content-Length: {answer.Body.Length}\r\n", answer.Head, StringComparison.Ordinal);
        Assert.Equal(status == "200 OK", answer.Text.Contains("unext50_camera_up", StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_without_an_end_and_clients_that_say_nothing_leave_the_server_to_others()
    {
        using var server = new MetricsServer(new IPEndPoint(IPAddress.Loopback, 0), _metrics);
        var idle = Enumerable.Range(0, 8).Select(_ => new TcpClient("127.0.0.1", server.Address.Port)).ToList();

        Assert.Equal("400 Bad Request", RawHttp.Ask(server.Address, new byte[8192]).Status);
        Assert.Equal("200 OK", RawHttp.Ask(server.Address, "GET /metrics").Status);
        idle.ForEach(client => client.Dispose());
    }

    [Fact]
    public void Only_this_machine_is_served_and_a_taken_port_is_an_error()
    {
        var open = Assert.Throws<UneXt50Exception>(() => new MetricsServer(new IPEndPoint(IPAddress.Any, 0), _metrics));
        Assert.Equal(ErrorKind.Usage, open.Kind);

        using var server = new MetricsServer(new IPEndPoint(IPAddress.Loopback, 0), _metrics);
        var taken = Assert.Throws<UneXt50Exception>(() => new MetricsServer(server.Address, _metrics));
        Assert.Equal(ErrorKind.Output, taken.Kind);
    }
}
