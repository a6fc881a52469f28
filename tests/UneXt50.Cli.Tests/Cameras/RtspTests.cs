using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>Network cameras that speak RTSP, through each of the programs that can be installed.</summary>
public sealed class RtspTests : IDisposable
{
    private const string Ffmpeg = "ffmpeg", Gst = "gst-launch-1.0";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Ffmpeg)]
    [InlineData(Gst)]
    public void Frames_are_classified_and_no_row_shows_the_password(string program)
    {
        using var camera = new RtspCamera("blue");

        var answer = With(program).With(
            "classify", "--camera", camera.Address, "--count", "3", "--top", "1", "--format", "csv",
            "--camera-timeout", "120").Exits(0);

        var rows = answer.OutputLines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(["blue", "blue", "blue"], rows.Select(row => row[4]));
        Assert.All(rows, row => Assert.StartsWith($"rtsp://viewer:***@127.0.0.1:{camera.Port}/cam@2", row[0], StringComparison.Ordinal));
        Assert.Contains($"RGB through {program}", answer.Error, StringComparison.Ordinal);
        Assert.Equal(program == Gst, answer.Error.Contains("shows the password", StringComparison.Ordinal));
        Assert.DoesNotContain(RtspCamera.Password, answer.Output + answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ffmpeg)]
    [InlineData(Gst)]
    public void A_wrong_password_ends_the_run_at_once_and_is_not_shown(string program)
    {
        using var camera = new RtspCamera("red");

        var answer = With(program).With("classify", "--camera", RtspCamera.AddressOf(camera.Port, "wrong-word"), "-q", "--camera-timeout", "120");

        answer.Fails(6, $"rtsp://viewer:***@127.0.0.1:{camera.Port}/cam", "nauthorized", "correct the user and the password");
        Assert.DoesNotContain("wrong-word", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ffmpeg)]
    [InlineData(Gst)]
    public void A_camera_that_is_not_there_ends_the_run_unless_it_is_to_be_waited_for(string program)
    {
        int port;
        using (var gone = new RtspCamera("red", isOpen: true)) port = gone.Port;
        var address = $"rtsp://127.0.0.1:{port}/cam";
        With(program).With("classify", "--camera", address, "-q", "--camera-timeout", "120").Fails(6, address, "--reconnect-forever");

        using var process = With(program).Start("classify", "--camera", address, "--reconnect-forever", "--count", "2",
            "--camera-timeout", "120");
        Assert.Contains("through", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Assert.Contains("trying again", process.StandardError.ReadLine(), StringComparison.Ordinal);
        using var late = new RtspCamera("red", port, isOpen: true);

        Assert.True(process.WaitForExit(Unext50.Patience));
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData(Ffmpeg)]
    [InlineData(Gst)]
    public void A_camera_that_stops_and_returns_goes_on(string program)
    {
        var first = new RtspCamera("red");
        using var process = With(program).Start(
            "classify", "--camera", first.Address, "--on-change", "--count", "2", "--top", "1", "--format", "csv",
            "--camera-timeout", "120");
        process.StandardOutput.ReadLine();
        Assert.Contains(",red,", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        first.Dispose();
        using var second = new RtspCamera("blue", first.Port);

        Assert.Contains(",blue,", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Assert.True(process.WaitForExit(Unext50.Patience));
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData(Ffmpeg)]
    [InlineData(Gst)]
    public void A_camera_that_changes_its_size_goes_on(string program)
    {
        using var camera = new RtspCamera("red");
        using var process = With(program).Start(
            "classify", "--camera", camera.Address, "--crop", "0,0,64,48", "--top", "1", "--format", "csv",
            "--camera-timeout", "120");
        process.StandardOutput.ReadLine();
        Assert.Contains(",red,", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        _ = Task.Run(() => process.StandardOutput.ReadToEnd(), TestContext.Current.CancellationToken);
        camera.Resize(32, 24);

        // It is seen whole: a region of the former size is beyond the frame now.
        Assert.True(process.WaitForExit(Unext50.Patience));
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("which is 32x24 pixels", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_list_of_processes_shows_the_password()
    {
        using var camera = new RtspCamera("red");
        using var process = With(Ffmpeg).Start("classify", "--camera", camera.Address, "--top", "1", "--format", "csv", "--camera-timeout", "120");
        process.StandardOutput.ReadLine();
        Assert.Contains(",red,", process.StandardOutput.ReadLine(), StringComparison.Ordinal);

        var lines = Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Select(CommandOf).Where(line => !line.Contains("rtsp_camera.py", StringComparison.Ordinal)).ToList();

        Assert.Contains(lines, line => line.Contains("ffmpeg\0", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("rtsp://viewer:***********@127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(RtspCamera.Password, StringComparison.Ordinal));
        System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        Assert.True(process.WaitForExit(Unext50.Patience));
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public void Where_no_program_is_installed_it_is_said_which_to_install() => (new Unext50
    {
        Variables = new Dictionary<string, string> { ["PATH"] = _folder.Path },
    }).With("classify", "--camera", "rtsp://127.0.0.1:9/x", "-q")
        .Fails(6, "RTSP is read through ffmpeg or GStreamer, and neither is installed", "sudo apt install ffmpeg");

    [Theory]
    [InlineData(Ffmpeg)]
    [InlineData(Gst)]
    public void An_unknown_certificate_is_refused_or_it_is_said_that_nobody_looks_at_it(string program)
    {
        using var certificate = TestCertificate.Of("localhost");
        var pem = _folder.Add("camera.pem", certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using var camera = new RtspCamera("blue", certificate: pem);
        var address = $"rtsps://{RtspCamera.User}:{RtspCamera.Password}@127.0.0.1:{camera.Port}/cam";

        var answer = With(program).With(
            "classify", "--camera", address, "--count", "1", "--top", "1", "--format", "csv", "--camera-timeout", "120");

        if (program == Ffmpeg)
        {
            Assert.Contains(",blue,", answer.Exits(0).Output, StringComparison.Ordinal);
            Assert.Contains("RGB through ffmpeg, which does not check the camera's certificate", answer.Error, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(
                "and that its certificate is known here: copy the certificate of the authority that signed it", answer.Exits(6).Error,
                StringComparison.Ordinal);
        }

        Assert.DoesNotContain(RtspCamera.Password, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ffmpeg)]
    [InlineData(Gst)]
    public void A_host_that_is_not_there_is_told_without_the_parts_of_the_program(string program)
    {
        var answer = With(program).With("classify", "--camera", "rtsp://camera.invalid/x", "-q", "--camera-timeout", "120");

        answer.Fails(6, "rtsp://camera.invalid/x: ", "check", "the name in the address");
        Assert.DoesNotMatch("0x[0-9a-f]{4}|from element|GstPipeline", answer.Error);
    }

    private Unext50 With(string program)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{program}"), $"{program} is not installed here");
        if (program == Gst) Gstreamer.RequireElements("rtspsrc", "decodebin", "jpegdec", "videoconvert", "matroskamux");
        _folder.Shell($"mkdir -p tools && ln -sf /usr/bin/{program} tools/{program}");
        return new Unext50
        {
            Folder = _folder.Path,
            Variables = new Dictionary<string, string>
            {
                ["PATH"] = _folder["tools"],
                ["GST_REGISTRY"] = _folder["registry"],
                ["XDG_DATA_DIRS"] = "/usr/share", // where GStreamer looks for its settings
            },
        };
    }

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Join(process, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
