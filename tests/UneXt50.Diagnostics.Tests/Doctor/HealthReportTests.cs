using System.Text.Json;
using UneXt50.Diagnostics.Doctor;
using UneXt50.Diagnostics.Tests.Machine;
using UneXt50.Sources;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Doctor;

public sealed class HealthReportTests : IDisposable
{
    private const StringComparison Exactly = StringComparison.Ordinal;

    private static readonly CameraDescription Webcam = new("/dev/video0", "HD Webcam (usb-1.2)", [], IsAuto: true);

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public HealthReportTests()
    {
        _model = _folder["tiny.onnx"];
        File.WriteAllBytes(_model, new TinyModel().ToBytes());
    }

    public void Dispose() => _folder.Dispose();

    private HealthReport Examine(FakeMachine machine, params IReadOnlyList<CameraDescription> cameras) =>
        HealthReport.Create(() => _model, _folder["cache"], machine.Files, cameras);

    /// <summary>The checks as lines, without those whose numbers are of this machine.</summary>
    private static List<string> Lines(HealthReport report, params IEnumerable<string> names) =>
    [
        .. report.Checks.Where(check => names.Contains(check.Name)).Select(
            check => $"{check.State} {check.Name}: {check.Finding}"
                + (check.Remedy is { } remedy ? $"; {remedy}" : "")),
    ];

    private static string Line(HealthReport report, string name) => Assert.Single(Lines(report, name));

    [Fact]
    public void A_Raspberry_Pi_4_that_is_well()
    {
        using var machine = FakeMachine.RaspberryPi4();
        var report = Examine(machine, Webcam);

        Assert.True(report.Healthy);
        Assert.Equal(
            [
                "Ok board: Raspberry Pi 4 Model B Rev 1.4, Debian GNU/Linux 11 (bullseye), Linux 6.1.21-v8+",
                "Ok memory: 524 MB of 972 MB available",
                "Ok temperature: 61.8 °C (cpu-thermal)",
                "Ok clock: 600 of 1800 MHz (ondemand)",
                "Ok throttling: none since it was switched on",
                "Ok camera: /dev/video0: HD Webcam (usb-1.2)",
            ],
            Lines(report, "board", "memory", "temperature", "clock", "throttling", "camera"));
    }

    [Fact]
    public void A_Raspberry_Pi_5_with_a_weak_supply_in_a_hot_box()
    {
        using var machine = FakeMachine.RaspberryPi5();
        machine["sys/devices/platform/soc/soc:firmware/get_throttled"] = "d0008\n";
        machine["sys/class/thermal/thermal_zone0/temp"] = "84200\n";
        var report = Examine(machine, Webcam);

        Assert.True(report.Healthy);
        Assert.Equal(
            [
                "Warning temperature: 84.2 °C (cpu-thermal); give it a heat sink, a fan or cooler air: "
                + "it slows down when hot",
                "Warning throttling: heat now; give it a heat sink, a fan or cooler air",
            ],
            Lines(report, "temperature", "throttling"));

        machine["sys/devices/platform/soc/soc:firmware/get_throttled"] = "d0000\n";
        Assert.Equal(
            "Warning throttling: under-voltage and heat since it was switched on; use the board's own power supply "
            + "and a short, thick cable; give it a heat sink, a fan or cooler air",
            Line(Examine(machine), "throttling"));
    }

    [Fact]
    public void A_Jetson_in_a_small_power_mode()
    {
        using var machine = FakeMachine.JetsonOrin();

        Assert.Equal(
            "Warning clock: 729 MHz, limited to 1113 of 1510 MHz; raise it: 'sudo nvpmodel -m 0' on a Jetson, "
            + "scaling_max_freq elsewhere",
            Line(Examine(machine, Webcam), "clock"));
    }

    [Fact]
    public void A_container_with_little_memory_and_no_camera()
    {
        using var machine = FakeMachine.Container();
        machine["sys/fs/cgroup/memory.max"] = "100000000\n";
        var report = Examine(machine);

        Assert.True(report.Healthy);
        Assert.Equal(
            [
                "Ok board: it does not say what it is",
                "Warning memory: 1074 MB of 2147 MB available, limited to 100 MB; close other programs, "
                + "or raise the limit of this one",
                "Warning camera: none was found; photos need none; plug one in, "
                + "a CSI camera only while the power is off",
            ],
            Lines(report, "board", "memory", "temperature", "clock", "throttling", "camera"));
    }

    [Fact]
    public void A_camera_that_may_not_be_opened_or_lacks_its_program_is_a_problem_and_a_node_that_is_none_is_not()
    {
        using var machine = FakeMachine.RaspberryPi5();
        var codec = new CameraDescription("/dev/video10", "codec", [], "it delivers no pictures", "see the list");
        Assert.True(Examine(machine, codec).Healthy);

        var report = Examine(
            machine, codec,
            new CameraDescription("/dev/video0", "", [], "permission denied", "join video", IsForbidden: true),
            new CameraDescription("rpicam:0", "CSI camera", [], "rpicam-vid is not installed", "install it"));

        Assert.False(report.Healthy);
        Assert.Equal(
            [
                "Problem camera: /dev/video0: permission denied; join video",
                "Problem camera: rpicam:0: rpicam-vid is not installed; install it",
            ],
            Lines(report, "camera"));
    }

    [Fact]
    public void The_network_is_run()
    {
        using var machine = FakeMachine.RaspberryPi5();

        var report = Examine(machine, Webcam);

        Assert.StartsWith("Ok network: runs on onnxruntime ", Line(report, "network"), Exactly);
    }

    [Fact]
    public void A_model_is_compared_with_the_list_of_digests_beside_it()
    {
        using var machine = FakeMachine.RaspberryPi5();
        _folder.Add("SHA256SUMS", $"{Sha256Digest.OfFile(_model)}  tiny.onnx\n");
        Assert.EndsWith("as SHA256SUMS has it", Line(Examine(machine, Webcam), "checksum"), Exactly);

        _folder.Add("SHA256SUMS", $"{new string('0', 64)}  tiny.onnx\n");
        var report = Examine(machine, Webcam);

        Assert.False(report.Healthy);
        Assert.Contains("Problem checksum: ", Line(report, "checksum"), Exactly);
    }

    [Fact]
    public void A_model_that_is_missing_or_damaged_is_a_problem_with_the_remedy_of_any_run()
    {
        using var machine = FakeMachine.RaspberryPi5();
        File.WriteAllText(_model, "no model");
        Assert.Contains("onnxruntime cannot load it", Line(Examine(machine, Webcam), "model"), Exactly);

        File.Delete(_model);
        var report = Examine(machine, Webcam);

        Assert.False(report.Healthy);
        Assert.Equal(
            $"Problem model: {_model}: there is no such model file; check the path",
            Line(report, "model"));
    }

    [Fact]
    public void A_cache_that_cannot_be_made_is_a_warning()
    {
        using var machine = FakeMachine.RaspberryPi5();
        var report = HealthReport.Create(() => _model, "/proc/1/cache", machine.Files, [Webcam]);

        Assert.True(report.Healthy);
        Assert.StartsWith("Warning cache: /proc/1/cache: ", Line(report, "cache"), Exactly);
        Assert.Equal($"Ok cache: {_folder["cache"]}: created when it is needed",
            Line(Examine(machine), "cache"));
    }

    [Fact]
    public void The_report_as_json_has_every_number_under_a_name_with_its_unit()
    {
        using var machine = FakeMachine.RaspberryPi4();
        machine["sys/devices/platform/soc/soc:firmware/get_throttled"] = "d0001\n";
        using var json = JsonDocument.Parse(Examine(machine, Webcam).ToJson());
        var (facts, state) = (json.RootElement.GetProperty("machine"), json.RootElement.GetProperty("state"));

        Assert.Equal(1, json.RootElement.GetProperty("schema_version").GetInt32());
        Assert.True(json.RootElement.GetProperty("healthy").GetBoolean());
        Assert.Equal("ok", json.RootElement.GetProperty("checks")[0].GetProperty("state").GetString());
        Assert.Equal("Cortex-A72", facts.GetProperty("processor").GetProperty("name").GetString());
        Assert.Equal(949_448L << 10, state.GetProperty("memory").GetProperty("total_bytes").GetInt64());
        Assert.Equal(1800, state.GetProperty("clock").GetProperty("most_megahertz").GetInt32());
        Assert.Equal(61.835, state.GetProperty("temperature").GetProperty("celsius").GetDouble());
        Assert.Equal("under-voltage", state.GetProperty("throttling").GetProperty("now").GetString());
        Assert.Equal("under-voltage, heat", state.GetProperty("throttling").GetProperty("since_boot").GetString());
        Assert.True(json.RootElement.GetProperty("cameras")[0].GetProperty("is_auto").GetBoolean());
    }
}
