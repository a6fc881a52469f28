using UneXt50.Diagnostics.Machine;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Machine;

public sealed class NvidiaFactsTests
{
    /// <summary>A Jetson Orin Nano as it is delivered with JetPack 6.2, in its 15 W mode.</summary>
    internal static FakeMachine Orin()
    {
        var machine = FakeMachine.JetsonOrin();
        machine["etc/nv_tegra_release"] = "# R36 (release), REVISION: 4.3, GCVERSION: 38968081, BOARD: generic, EABI: aarch64, "
            + "DATE: Wed Jan  8 01:49:37 UTC 2025\n# KERNEL_VARIANT: oot\n";
        machine["var/lib/nvpmodel/status"] = "pmode:0001 fmode:quiet\n";
        machine["etc/nvpmodel.conf"] = "< PARAM TYPE=FILE NAME=CPU_ONLINE >\n< POWER_MODEL ID=0 NAME=MAXN_SUPER >\n"
            + "CPU_ONLINE CORE_0 1\n< POWER_MODEL ID=1 NAME=15W >\n< PM_CONFIG DEFAULT=1 >\n";
        machine["sys/class/devfreq/17000000.gpu/cur_freq"] = "306000000\n";
        machine["sys/class/devfreq/17000000.gpu/max_freq"] = "612000000\n";
        machine["sys/class/devfreq/17000000.gpu/available_frequencies"] = "306000000 408000000 510000000 612000000 1020000000\n";
        machine["sys/class/devfreq/15340000.vic/cur_freq"] = "115200000\n";
        return machine;
    }

    [Fact]
    public void A_Jetson_Orin_tells_its_JetPack_its_power_mode_and_the_clock_of_its_GPU()
    {
        using var machine = Orin();

        var facts = MachineFacts.Read(machine.Files).Nvidia!;

        Assert.Equal(("36.4.3", 6, 12), (facts.LinuxForTegra, facts.JetPack, facts.Cuda));
        Assert.Equal("15W", facts.PowerMode);
        Assert.Equal((306, 612, 1020), (facts.GpuMegahertz, facts.AllowedGpuMegahertz, facts.MostGpuMegahertz));
    }

    [Fact]
    public void A_Jetson_Xavier_has_JetPack_5_and_a_mode_without_a_name_is_told_by_its_number()
    {
        using var machine = new FakeMachine
        {
            ["etc/nv_tegra_release"] = "# R35 (release), REVISION: 4.1, GCVERSION: 33958178, BOARD: t186ref, EABI: aarch64\n",
            ["var/lib/nvpmodel/status"] = "pmode:0008\n",
            ["sys/class/devfreq/17000000.gv11b/cur_freq"] = "114750000\n",
        };

        var facts = NvidiaFacts.Read(machine.Files)!;

        Assert.Equal(("35.4.1", 5, 11), (facts.LinuxForTegra, facts.JetPack, facts.Cuda));
        Assert.Equal("8", facts.PowerMode);
        Assert.Equal((114, null, null), (facts.GpuMegahertz, facts.AllowedGpuMegahertz, facts.MostGpuMegahertz));
    }

    [Fact]
    public void A_PC_tells_its_card_and_driver()
    {
        using var machine = new FakeMachine
        {
            ["proc/driver/nvidia/version"] = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue Sep 23 2025\n"
                + "GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n",
            ["proc/driver/nvidia/gpus/0000:01:00.0/information"] = "Model: \t\t NVIDIA GeForce RTX 4060\nIRQ:   \t\t 140\n",
        };

        var facts = NvidiaFacts.Read(machine.Files)!;

        Assert.Equal(("580.95.05", null), (facts.Driver, facts.JetPack));
        Assert.Equal(["NVIDIA GeForce RTX 4060"], facts.Cards);
    }

    [Fact]
    public void A_machine_without_one_has_none()
    {
        using var machine = FakeMachine.RaspberryPi5();
        Assert.Null(NvidiaFacts.Read(machine.Files));
        machine["etc/nv_tegra_release"] = "nonsense\n";
        Assert.Null(NvidiaFacts.Read(machine.Files));
    }
}
