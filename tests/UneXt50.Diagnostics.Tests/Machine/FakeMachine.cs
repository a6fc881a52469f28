using UneXt50.Diagnostics.Machine;
using UneXt50.Tests;

namespace UneXt50.Diagnostics.Tests.Machine;

/// <summary>Trees of /proc and /sys as boards have them, cut down to what is read.</summary>
internal sealed class FakeMachine : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public SystemFiles Files => new(_root.Path);

    public string this[string path]
    {
        set => _root.Add(path, value);
    }

    public static FakeMachine RaspberryPi4() => new()
    {
        ["proc/device-tree/model"] = "Raspberry Pi 4 Model B Rev 1.4\0",
        ["etc/os-release"] = "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 11 (bullseye)\"\nID=debian\n",
        ["proc/sys/kernel/osrelease"] = "6.1.21-v8+\n",
        ["proc/cpuinfo"] = ArmCores(4, "0x41", "0xd08", "fp asimd evtstrm crc32 cpuid"),
        ["proc/meminfo"] = "MemTotal:         949448 kB\nMemFree:          120000 kB\nMemAvailable:     512000 kB\n",
        ["sys/class/thermal/thermal_zone0/type"] = "cpu-thermal\n",
        ["sys/class/thermal/thermal_zone0/temp"] = "61835\n",
        ["sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq"] = "600000\n",
        ["sys/devices/system/cpu/cpufreq/policy0/scaling_max_freq"] = "1800000\n",
        ["sys/devices/system/cpu/cpufreq/policy0/cpuinfo_max_freq"] = "1800000\n",
        ["sys/devices/system/cpu/cpufreq/policy0/scaling_governor"] = "ondemand\n",
        ["sys/devices/platform/soc/soc:firmware/get_throttled"] = "0\n",
        ["sys/class/hwmon/hwmon1/name"] = "rpi_volt\n",
        ["sys/class/hwmon/hwmon1/in0_lcrit_alarm"] = "0\n",
    };

    public static FakeMachine RaspberryPi5() => new()
    {
        ["proc/device-tree/model"] = "Raspberry Pi 5 Model B Rev 1.0\0",
        ["proc/cpuinfo"] = ArmCores(
            4, "0x41", "0xd0b",
            "fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp"),
        ["proc/meminfo"] = "MemTotal:        8258528 kB\nMemAvailable:    7340032 kB\n",
        ["sys/class/thermal/thermal_zone0/type"] = "cpu-thermal\n",
        ["sys/class/thermal/thermal_zone0/temp"] = "48350\n",
        ["sys/class/thermal/cooling_device0/type"] = "pwm-fan\n",
        ["sys/class/thermal/cooling_device0/cur_state"] = "2\n",
        ["sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq"] = "1500000\n",
        ["sys/devices/system/cpu/cpufreq/policy0/scaling_max_freq"] = "2400000\n",
        ["sys/devices/system/cpu/cpufreq/policy0/cpuinfo_max_freq"] = "2400000\n",
        ["sys/class/hwmon/hwmon2/name"] = "rpi_volt\n",
        ["sys/class/hwmon/hwmon2/in0_lcrit_alarm"] = "0\n",
    };

    public static FakeMachine JetsonOrin() => new()
    {
        ["proc/device-tree/model"] = "NVIDIA Jetson Orin Nano Developer Kit\0",
        ["proc/cpuinfo"] = ArmCores(
            6, "0x41", "0xd42",
            "fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp uscat"),
        ["proc/meminfo"] = "MemTotal:        7802168 kB\nMemAvailable:    5242880 kB\n",
        ["sys/class/thermal/thermal_zone0/type"] = "cpu-thermal\n",
        ["sys/class/thermal/thermal_zone0/temp"] = "51281\n",
        ["sys/class/thermal/thermal_zone1/type"] = "gpu-thermal\n",
        ["sys/class/thermal/cooling_device1/type"] = "cpu-throttle-alert\n",
        ["sys/class/thermal/cooling_device1/cur_state"] = "0\n",
        ["sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq"] = "729600\n",
        ["sys/devices/system/cpu/cpufreq/policy0/scaling_max_freq"] = "1113600\n",
        ["sys/devices/system/cpu/cpufreq/policy0/cpuinfo_max_freq"] = "1510400\n",
        ["sys/devices/system/cpu/cpufreq/policy4/scaling_cur_freq"] = "729600\n",
        ["sys/devices/system/cpu/cpufreq/policy4/scaling_max_freq"] = "1113600\n",
        ["sys/devices/system/cpu/cpufreq/policy4/cpuinfo_max_freq"] = "1510400\n",
        ["sys/class/hwmon/hwmon4/name"] = "soctherm_oc\n",
        ["sys/class/hwmon/hwmon4/oc1_event_cnt"] = "0\n",
        ["sys/class/hwmon/hwmon4/oc3_event_cnt"] = "0\n",
    };

    public static FakeMachine Pc() => new()
    {
        ["sys/class/dmi/id/product_name"] = "NUC11TNHi5\n",
        ["usr/lib/os-release"] = "PRETTY_NAME=\"Ubuntu 24.04 LTS\"\n",
        ["proc/cpuinfo"] = string.Concat(Enumerable.Range(0, 8).Select(core =>
            $"processor\t: {core}\nmodel name\t: 11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz\n"
            + "flags\t\t: fpu sse4_2 avx avx2 sha_ni avx512f avx512vl avx512_vnni\n\n")),
        ["proc/meminfo"] = "MemTotal:       16155512 kB\nMemAvailable:   12582912 kB\n",
        ["sys/class/thermal/thermal_zone0/type"] = "acpitz\n",
        ["sys/class/thermal/thermal_zone0/temp"] = "27800\n",
        ["sys/class/thermal/thermal_zone1/type"] = "x86_pkg_temp\n",
        ["sys/class/thermal/thermal_zone1/temp"] = "45000\n",
    };

    /// <summary>A container that was given /proc and a limit, and nothing else.</summary>
    public static FakeMachine Container() => new()
    {
        ["proc/cpuinfo"] = ArmCores(2, "0x41", "0xd08", "fp asimd"),
        ["proc/meminfo"] = "MemTotal:        2097152 kB\nMemAvailable:    1048576 kB\n",
        ["sys/fs/cgroup/memory.max"] = "268435456\n",
    };

    public void Dispose() => _root.Dispose();

    private static string ArmCores(int cores, string implementer, string part, string features) =>
        string.Concat(Enumerable.Range(0, cores).Select(core =>
            $"processor\t: {core}\nBogoMIPS\t: 108.00\nFeatures\t: {features}\nCPU implementer\t: {implementer}\n"
            + $"CPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: {part}\nCPU revision\t: 3\n\n"));
}
