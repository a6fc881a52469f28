using System.Globalization;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>Cameras that have never worked.</summary>
public sealed class AbsentCameraTests : IDisposable
{
    private readonly CameraPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    [Theory]
    [InlineData("/dev/video99", "there is no such device")]
    [InlineData("http://127.0.0.1:1/x", "refused")]
    [InlineData("rtsp://127.0.0.1:1/x", "")]
    [InlineData("gst:nothing", "no element")]
    public void A_run_that_waits_for_one_ends_in_time_and_says_what_it_waited_for(string camera, string problem)
    {
        _programs.Add("gst-launch-1.0", "say 'WARNING: erroneous pipeline: no element \"nothing\"' exit 1");
        var answer = _programs.Program.With(
            "classify", "--camera", camera, "--reconnect-forever", "--duration", "2", "--format", "csv", "--out", "x.csv").Exits(6);

        var lines = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines[..^1], line => line.EndsWith("; trying again", StringComparison.Ordinal));
        Assert.StartsWith($"unext50: {camera}: ", lines[^1], StringComparison.Ordinal);
        Assert.Contains(problem, lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("--reconnect-forever", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_says_nothing_while_the_run_lasts_has_failed()
    {
        _programs.Add("rpicam-vid", "stall");

        _programs.Program.With("classify", "--camera", "rpicam", "--duration", "0.5", "-q", "--out", "x.csv")
            .Fails(6, "rpicam:0: no frame came in the 0.5 s of the run", "let it run longer");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_the_waiting(string signal, int exitCode)
    {
        using var process = _programs.Program.Start(
            "classify", "--camera", "/dev/video99", "--reconnect-forever", "--count", "1", "--out", "x.csv", "--format", "csv");
        Assert.Contains("trying again", process.StandardError.ReadLine(), StringComparison.Ordinal);

        System.Diagnostics.Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

        Assert.True(process.WaitForExit(Unext50.Patience));
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Empty(Directory.GetFiles(_programs.Folder, ".unext50-*"));
    }

    [Fact]
    public void A_certificate_that_the_system_is_told_of_is_taken()
    {
        using var certificate = TestCertificate.Of("localhost");
        var picture = File.ReadAllBytes(_programs["red.jpg"]);
        using var server = new FakeHttpCamera(
            FakeHttpCamera.Answer("200 OK\r\nContent-Type: image/jpeg", picture), certificate: certificate);
        File.WriteAllText(_programs["camera.crt"], certificate.ExportCertificatePem());
        var address = $"https://localhost:{server.Port}/x";

        _programs.Program.With("classify", "--camera", address, "--count", "1", "-q").Fails(
            6, address, "its certificate is not signed by an authority that this system trusts", "update-ca-certificates");
        var known = _programs.Program with
        {
            Variables = new Dictionary<string, string>(_programs.Program.Variables) { ["SSL_CERT_FILE"] = _programs["camera.crt"] },
        };
        var answer = known.With("classify", "--camera", address, "--count", "1", "--top", "1", "--format", "csv").Exits(0);
        Assert.Contains(",red,", answer.OutputLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void User_and_password_are_told_by_Digest_too()
    {
        using var server = new FakeHttpCamera((stream, request) => FakeHttpCamera.Answer(
            "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"abc\", algorithm=MD5, qop=\"auth\"")(stream, request));

        _programs.Program.With("classify", "--camera", $"http://me:hidden@127.0.0.1:{server.Port}/x", "-q")
            .Fails(6, $"http://me:***@127.0.0.1:{server.Port}/x: it refuses the user and the password");

        Assert.Contains(server.Requests, request => request.Contains("Authorization: Digest username=\"me\"", StringComparison.Ordinal));
    }
}
