using System.Diagnostics;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>A run on a camera as a service of systemd, which the test stands in for.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly CameraPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    private Process Start(ServiceManager manager, params string[] arguments)
    {
        var variables = new Dictionary<string, string>(_programs.Program.Variables)
        {
            ["NOTIFY_SOCKET"] = manager.Name,
            ["WATCHDOG_USEC"] = "200000",
        };
        return (_programs.Program with { Variables = variables }).Start(arguments);
    }

    [Fact]
    public async Task A_service_is_ready_alive_and_stopping()
    {
        var token = TestContext.Current.CancellationToken;
        _programs.Add("rpicam-vid", "red rate 50 send -1");
        using var manager = new ServiceManager(_programs["notify"]);
        using var process = Start(manager, "classify", "--camera", "rpicam", "--format", "csv", "--out", "seen.csv");

        Assert.Contains("READY=1", manager.ReceiveUntil("READY=1"));
        Assert.Matches("^STATUS=rpicam:0@.*Z: red$", manager.ReceiveUntil("STATUS=")[^1]);
        manager.ReceiveUntil("WATCHDOG=1");

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        manager.ReceiveUntil("STOPPING=1");
        await process.WaitForExitAsync(token).WaitAsync(Unext50.Patience, token);
        Assert.Equal(143, process.ExitCode);
        Assert.NotEmpty(File.ReadAllLines(_programs["seen.csv"]));
    }

    [Fact]
    public async Task A_camera_that_comes_and_goes_does_not_starve_the_watchdog()
    {
        var token = TestContext.Current.CancellationToken;
        _programs.Add("rpicam-vid", "red rate 50 send 3 exit 1");
        using var manager = new ServiceManager(_programs["notify"]);
        using var process = Start(manager, "features", "--camera", "rpicam", "--count", "5", "--out", "vec.npy");

        var said = manager.ReceiveUntil("STOPPING=1");
        await process.WaitForExitAsync(token).WaitAsync(Unext50.Patience, token);
        Assert.Equal(0, process.ExitCode);
        // The pause before the second attempt is half a second.
        Assert.InRange(said.Count(message => message == "WATCHDOG=1"), 3, int.MaxValue);
    }
}
