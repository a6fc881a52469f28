using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>A camera that speaks RTSP on this machine (rtsp_camera.py).</summary>
internal sealed class RtspCamera : IDisposable
{
    public const string User = "viewer", Password = "hidden-word";

    private const string Python = "/usr/bin/python3";

    private readonly Process _server;

    /// <summary>Starts it, or skips the test where GStreamer's server is missing.</summary>
    /// <param name="colour">What it sees: red, green or blue.</param>
    /// <param name="port">Where it listens; 0 for any port.</param>
    /// <param name="isOpen">Whether it wants no password.</param>
    /// <param name="certificate">A PEM file with certificate and key for rtsps; null for rtsp.</param>
    public RtspCamera(string colour, int port = 0, bool isOpen = false, string? certificate = null)
    {
        const string Needed =
            "an RTSP camera needs Debian's python3-gi, gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-base and -good";
        Assert.SkipUnless(File.Exists(Python), Needed);
        var script = Unext50.InRepository("tests/UneXt50.Cli.Tests/Cameras/rtsp_camera.py");
        string[] user = isOpen ? [] : [User, Password];
        _server = Process.Start(new ProcessStartInfo(
            Python,
            [
                script, port.ToString(CultureInfo.InvariantCulture), colour, .. user,
                .. certificate is null ? [] : (string[])[certificate],
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var line = _server.StandardOutput.ReadLine();
        Assert.SkipWhen(line is null, certificate is null ? Needed : $"{Needed}; for TLS also glib-networking");
        Port = int.Parse(line!, CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    public string Address => AddressOf(Port);

    public static string AddressOf(int port, string password = Password) => $"rtsp://{User}:{password}@127.0.0.1:{port}/cam";

    /// <summary>Changes the size of its frames in mid-stream.</summary>
    public void Resize(int width, int height)
    {
        _server.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"size {width} {height}"));
        _server.StandardInput.Flush();
    }

    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }
}
