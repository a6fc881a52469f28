using System.Net;
using System.Net.Sockets;
using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>Where answers go besides the output; a real broker is in tests/published/sinks.bats.</summary>
public sealed class SinkTests : IDisposable
{
    private readonly CameraPrograms _programs = new();

    public SinkTests() => _programs.Add("rpicam-vid", "rate 50 red send -1");

    public void Dispose() => _programs.Dispose();

    [Fact]
    public void A_broker_that_says_nothing_costs_no_result_but_the_exit_code_tells()
    {
        using var broker = new TcpListener(IPAddress.Loopback, 0);
        broker.Start();

        var answer = Run("--count", "5", "--mqtt", $"mqtt://{broker.LocalEndpoint}/garden/camera", "-q").Exits(4);

        Assert.Equal(6, answer.OutputLines.Length);
        Assert.Contains("5 of 5 answers were not delivered", answer.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void The_frames_that_are_chosen_are_kept_as_the_camera_sent_them()
    {
        // Colours that come again: a machine that is busy misses one or the other.
        var colours = string.Join(' ', Enumerable.Repeat("red send 20 green send 20", 500));
        _programs.Add("rpicam-vid", $"rate 50 {colours}");
        Run("--on-change", "--count", "2", "--save-dir", "kept/new", "--save-when", "label=green,p>0.9").Exits(0);

        var file = Assert.Single(Directory.GetFiles(_programs["kept/new"]));
        Assert.Matches(@"^\d{8}T\d{6}\.\d{3}Z_green_p1\.00\.jpg$", Path.GetFileName(file));
        Assert.Equal(File.ReadAllBytes(_programs["green.jpg"]), File.ReadAllBytes(file));
    }

    [Fact]
    public void Metrics_are_in_their_file_at_the_end()
    {
        Run("--count", "3", "--metrics", "unext50.prom").Exits(0);

        var metrics = File.ReadAllText(_programs["unext50.prom"]);
        Assert.Contains("unext50_answers_total{label=\"red\"} 3\n", metrics, StringComparison.Ordinal);
        Assert.Contains("architecture=\"tiny\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_that_cannot_be_written_end_the_run_before_it_begins()
    {
        File.WriteAllText(_programs["file"], "");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        Run("-q", "--save-dir", "file", "--save-when", "all").Fails(4, "file: ");
        Run("-q", "--metrics", "missing/unext50.prom").Fails(4, "its folder does not exist");
        Run("-q", "--metrics-listen", $"{taken.LocalEndpoint}").Fails(4, "cannot be listened on", "another port");
        Run("-q", "--view", $"{taken.LocalEndpoint}").Fails(4, "cannot be listened on", "another port");
        Run("-q", "--view", "0", "--save-dir", "file").Fails(4, "file: ");
    }

    [Fact]
    public void A_token_that_can_be_guessed_or_is_not_there_is_refused()
    {
        File.WriteAllText(_programs["token"], "secret\n");

        Run("-q", "--view", "0.0.0.0:0", "--view-token-file", "token")
            .Fails(2, "--view-token-file", "at least 16 letters");
        Run("-q", "--view", "0", "--view-token-file", "missing").Fails(2, "missing: there is no such file");
    }

    [Theory]
    [InlineData("--save-when label=cat", "the model has no class 'cat'")]
    [InlineData("--save-when unknown", "no answer is ever 'unknown'; give --unknown")]
    public void Conditions_that_can_never_hold_are_refused(string when, string problem) =>
        Run(["-q", "--save-dir", "kept", .. when.Split(' ')]).Fails(2, "--save-when", problem);

    [Theory]
    [InlineData("--mqtt-ca missing.pem", "missing.pem: there is no such file")]
    [InlineData("--mqtt-ca red.jpg", "red.jpg: it holds no certificate")]
    [InlineData("--mqtt-password-file missing.txt", "missing.txt: there is no such file")]
    public void Files_about_a_broker_are_read_at_once(string option, string problem) =>
        Run(["-q", "--mqtt", "mqtts://me@127.0.0.1:9/t", .. option.Split(' ')]).Fails(2, problem);

    private Answer Run(params string[] arguments) => _programs.Program.With(
        ["classify", "--camera", "rpicam", "--top", "1", "--format", "csv", .. arguments]);
}
