using UneXt50.Diagnostics.Machine;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Machine;

public sealed class MachineStateTests
{
    private const string Firmware = "sys/devices/platform/soc/soc:firmware/get_throttled";

    [Fact]
    public void A_Raspberry_Pi_tells_everything()
    {
        using var machine = FakeMachine.RaspberryPi4();

        var state = MachineState.Read(machine.Files);

        Assert.Equal(new TemperatureState("cpu-thermal", 61.835), state.Temperature);
        Assert.Equal(new ClockState(600, 1800, 1800, "ondemand"), state.Clock);
        Assert.Equal(new ThrottleState(ThrottleCauses.None, ThrottleCauses.None), state.Throttling);
        Assert.Equal(new MemoryState(949_448L << 10, 512_000L << 10, null), state.Memory);
    }

    [Theory]
    [InlineData("0", ThrottleCauses.None, ThrottleCauses.None)]
    [InlineData("50005", ThrottleCauses.UnderVoltage, ThrottleCauses.UnderVoltage)] // it caps the clock, too
    [InlineData("50000", ThrottleCauses.None, ThrottleCauses.UnderVoltage)]
    [InlineData("80008", ThrottleCauses.Heat, ThrottleCauses.Heat)]
    [InlineData("e0006", ThrottleCauses.Heat, ThrottleCauses.Heat)]
    [InlineData("d0000", ThrottleCauses.None, ThrottleCauses.UnderVoltage | ThrottleCauses.Heat)]
    public void The_firmware_of_a_Raspberry_Pi_says_why_it_is_slow(
        string word, ThrottleCauses now, ThrottleCauses sinceBoot)
    {
        using var machine = FakeMachine.RaspberryPi4();
        machine[Firmware] = word + "\n";

        Assert.Equal(new ThrottleState(now, sinceBoot), MachineState.Read(machine.Files).Throttling);
    }

    [Fact]
    public void A_Raspberry_Pi_5_has_an_alarm_for_its_supply_and_its_fan_is_no_throttling()
    {
        using var machine = FakeMachine.RaspberryPi5();
        Assert.Equal(new ThrottleState(0, 0), MachineState.Read(machine.Files).Throttling);

        machine["sys/class/hwmon/hwmon2/in0_lcrit_alarm"] = "1\n";

        Assert.Equal(ThrottleCauses.UnderVoltage, MachineState.Read(machine.Files).Throttling!.Now);
    }

    [Fact]
    public void The_kernel_limits_the_clock_when_it_is_hot()
    {
        using var machine = FakeMachine.RaspberryPi5();
        machine["sys/class/thermal/cooling_device1/type"] = "thermal-cpufreq-0\n";
        machine["sys/class/thermal/cooling_device1/cur_state"] = "3\n";

        Assert.Equal(
            new ThrottleState(ThrottleCauses.Heat, ThrottleCauses.Heat), MachineState.Read(machine.Files).Throttling);
    }

    [Fact]
    public void A_Jetson_counts_over_current_and_alerts_when_it_is_hot()
    {
        using var machine = FakeMachine.JetsonOrin();
        Assert.Equal(new ClockState(729, 1113, 1510, ""), MachineState.Read(machine.Files).Clock);
        Assert.Equal(new ThrottleState(0, 0), MachineState.Read(machine.Files).Throttling);

        machine["sys/class/hwmon/hwmon4/oc3_event_cnt"] = "12\n";
        machine["sys/class/thermal/cooling_device1/cur_state"] = "1\n";

        Assert.Equal(
            new ThrottleState(ThrottleCauses.Heat, ThrottleCauses.Heat | ThrottleCauses.OverCurrent),
            MachineState.Read(machine.Files).Throttling);
    }

    [Fact]
    public void The_temperature_is_that_of_the_processor_where_it_has_a_zone()
    {
        using var machine = FakeMachine.Pc();
        Assert.Equal(new TemperatureState("x86_pkg_temp", 45), MachineState.Read(machine.Files).Temperature);

        machine["sys/class/thermal/thermal_zone1/type"] = "soc_dts0\n";

        Assert.Equal(new TemperatureState("soc_dts0", 45), MachineState.Read(machine.Files).Temperature);
    }

    [Fact]
    public void A_sensor_that_is_switched_off_is_not_a_temperature()
    {
        using var machine = new FakeMachine
        {
            ["sys/class/thermal/thermal_zone0/type"] = "gpu-thermal\n",
            ["sys/class/thermal/thermal_zone0/temp"] = "-256000\n",
        };

        Assert.Null(MachineState.Read(machine.Files).Temperature);
    }

    [Fact]
    public void A_container_has_a_limit_and_tells_no_more()
    {
        using var machine = FakeMachine.Container();

        var state = MachineState.Read(machine.Files);

        Assert.Equal(new MemoryState(2L << 30, 1L << 30, 256L << 20), state.Memory);
        Assert.Equal((null, null, null), (state.Temperature, state.Clock, state.Throttling));
    }

    [Theory]
    [InlineData("sys/fs/cgroup/memory.max", "max")]
    [InlineData("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712")]
    public void No_limit_is_no_limit_in_either_version_of_control_groups(string path, string text)
    {
        using var machine = FakeMachine.RaspberryPi5();
        machine[path] = text + "\n";

        Assert.Null(MachineState.Read(machine.Files).Memory!.Limit);
    }

    [Fact]
    public void Nonsense_is_not_known()
    {
        using var machine = FakeMachine.RaspberryPi4();
        machine["sys/class/thermal/thermal_zone0/temp"] = "hot\n";
        machine["proc/meminfo"] = "MemTotal: many kB\n";
        machine[Firmware] = "zz\n";
        machine["sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq"] = "<unknown>\n";
        machine["sys/class/hwmon/hwmon1/in0_lcrit_alarm"] = "";

        Assert.Equal(new MachineState(null, null, null, null), MachineState.Read(machine.Files));
    }
}
