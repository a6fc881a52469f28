using System.Globalization;
using UneXt50.Cameras.Service;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Service;

public sealed class ServiceReportTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceManager _manager;
    private readonly Dictionary<string, string> _variables;
    private readonly Pulse _pulse = new();

    public ServiceReportTests()
    {
        _manager = new ServiceManager(_folder["notify"]);
        _variables = new Dictionary<string, string>
        {
            ["NOTIFY_SOCKET"] = _manager.Name,
            ["WATCHDOG_USEC"] = "100000",
            ["WATCHDOG_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        };
    }

    public void Dispose()
    {
        _manager.Dispose();
        _folder.Dispose();
    }

    private ServiceReport? Start(TimeSpan longestSilence) =>
        ServiceReport.Start(_pulse, longestSilence, _variables.GetValueOrDefault);

    [Fact]
    public void A_run_is_ready_with_its_first_frame_and_alive_from_then_on()
    {
        using var report = Start(Long);
        Assert.Null(_manager.Receive(patience: 500));

        _pulse.Frame();

        string?[] said = [_manager.Receive(), _manager.Receive(), _manager.Receive()];
        Assert.Equal(["READY=1", "WATCHDOG=1", "WATCHDOG=1"], said);
    }

    [Fact]
    public void A_run_that_hangs_in_its_network_is_not_alive_and_one_that_waits_is()
    {
        using var report = Start(TimeSpan.Zero);
        using var beats = new Timer(_ => _pulse.Frame(), null, 0, 1);
        _manager.ReceiveUntil("WATCHDOG=1");

        _pulse.Works();
        while (_manager.Receive(patience: 1000) is { } message) Assert.Equal("WATCHDOG=1", message);

        _pulse.Waits();
        Assert.Equal("WATCHDOG=1", _manager.Receive());
    }

    [Fact]
    public void A_camera_of_which_nothing_is_heard_is_not_alive_and_one_that_is_opened_again_is()
    {
        using var report = Start(TimeSpan.Zero);
        _pulse.Frame();
        _manager.ReceiveUntil("READY=1");
        while (_manager.Receive(patience: 1000) is { } message) Assert.Equal("WATCHDOG=1", message);

        using var attempts = new Timer(_ => _pulse.Camera(), null, 0, 1);
        Assert.Equal("WATCHDOG=1", _manager.Receive());
    }

    [Fact]
    public void Silence_that_is_no_fault_is_waited_for()
    {
        using var report = Start(Long);
        _pulse.Frame();

        _manager.ReceiveUntil("READY=1");
        for (var beat = 0; beat < 20; beat++) Assert.Equal("WATCHDOG=1", _manager.Receive());
    }

    [Fact]
    public void The_last_answer_is_told_but_not_more_than_once_a_second()
    {
        _variables.Remove("WATCHDOG_USEC");
        using var report = Start(Long);

        report!.Say("camera: one\nline");
        report.Say("camera: two");

        Assert.Equal("STATUS=camera: one line", _manager.Receive());
        Assert.Null(_manager.Receive(patience: 300));
    }

    [Fact]
    public void The_end_is_told_once_and_is_the_last_word()
    {
        var report = Start(Long);
        _pulse.Frame();
        _manager.ReceiveUntil("READY=1");

        report!.Stop();
        report.Say("camera: late");
        report.Dispose();

        _manager.ReceiveUntil("STOPPING=1");
        Assert.Null(_manager.Receive(patience: 300));
    }

    [Theory]
    [InlineData("WATCHDOG_USEC", "0")]
    [InlineData("WATCHDOG_USEC", "often")]
    [InlineData("WATCHDOG_PID", "1")]
    public void A_watchdog_of_nobody_or_of_another_process_is_not_fed(string variable, string value)
    {
        _variables[variable] = value;
        using var report = Start(Long);
        _pulse.Frame();

        Assert.Equal("READY=1", _manager.Receive());
        Assert.Null(_manager.Receive(patience: 500));
    }

    [Fact]
    public void An_abstract_socket_is_one_too()
    {
        using var manager = new ServiceManager($"@unext50-test-{Environment.ProcessId}");
        _variables["NOTIFY_SOCKET"] = manager.Name;
        using var report = Start(Long);
        _pulse.Frame();

        Assert.Equal("READY=1", manager.Receive());
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("relative")]
    [InlineData("vsock:2:1234")]
    [InlineData("/proc/nonexistent/notify")]
    [InlineData("@unext50-nobody-listens")]
    public void Without_a_socket_that_somebody_listens_on_nothing_is_told(string name)
    {
        _variables["NOTIFY_SOCKET"] = name;

        Assert.Null(Start(Long));
    }

    [Fact]
    public void A_path_too_long_for_a_socket_is_none()
    {
        _variables["NOTIFY_SOCKET"] = "/" + new string('x', 200);

        Assert.Null(Start(Long));
    }

    [Fact]
    public void A_manager_that_goes_away_is_no_harm()
    {
        using var report = Start(Long);
        _manager.Dispose();

        report!.Say("camera: nobody hears");
        report.Stop();
    }
}
