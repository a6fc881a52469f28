using UneXt50.Diagnostics.Machine;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Machine;

public sealed class MachineFactsTests
{
    [Fact]
    public void A_Raspberry_Pi_4_has_no_dotprod()
    {
        using var machine = FakeMachine.RaspberryPi4();

        var facts = MachineFacts.Read(machine.Files);

        Assert.Equal("Raspberry Pi 4 Model B Rev 1.4", facts.Board);
        Assert.Equal("Debian GNU/Linux 11 (bullseye)", facts.System);
        Assert.Equal("6.1.21-v8+", facts.Kernel);
        Assert.Equal(("Cortex-A72", 4), (facts.Processor!.Name, facts.Processor.Cores));
        Assert.Empty(facts.Processor.Features);
    }

    [Fact]
    public void A_Raspberry_Pi_5_has_dotprod_fp16_and_sha2()
    {
        using var machine = FakeMachine.RaspberryPi5();

        var processor = MachineFacts.Read(machine.Files).Processor!;

        Assert.Equal(("Cortex-A76", 4), (processor.Name, processor.Cores));
        Assert.Equal(["dotprod", "fp16", "sha2"], processor.Features);
    }

    [Fact]
    public void A_Jetson_Orin_is_known_by_its_cores()
    {
        using var machine = FakeMachine.JetsonOrin();

        var facts = MachineFacts.Read(machine.Files);

        Assert.Equal("NVIDIA Jetson Orin Nano Developer Kit", facts.Board);
        Assert.Equal(("Cortex-A78AE", 6), (facts.Processor!.Name, facts.Processor.Cores));
    }

    [Fact]
    public void An_x64_processor_names_itself()
    {
        using var machine = FakeMachine.Pc();

        var facts = MachineFacts.Read(machine.Files);

        Assert.Equal(("NUC11TNHi5", "Ubuntu 24.04 LTS"), (facts.Board, facts.System));
        Assert.Equal("11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz", facts.Processor!.Name);
        Assert.Equal(["avx2", "avx512", "vnni", "sha"], facts.Processor.Features);
    }

    [Fact]
    public void Two_kinds_of_cores_are_both_named_and_an_unknown_one_by_its_numbers()
    {
        using var machine = new FakeMachine
        {
            ["proc/cpuinfo"] = """
                processor	: 0
                Features	: fp asimd i8mm
                CPU implementer	: 0x41
                CPU part	: 0xd05

                processor	: 1
                Features	: fp asimd i8mm
                CPU implementer	: 0x61
                CPU part	: 0x022

                """,
        };

        var processor = MachineFacts.Read(machine.Files).Processor!;

        Assert.Equal(("Cortex-A55 + Arm core 61/022", 2), (processor.Name, processor.Cores));
        Assert.Equal(["i8mm"], processor.Features);
    }

    [Fact]
    public void Where_nothing_is_told_nothing_is_known_but_what_the_process_itself_knows()
    {
        using var machine = new FakeMachine();

        var facts = MachineFacts.Read(machine.Files);

        Assert.Equal((null, null, null), (facts.Board, facts.System, facts.Processor));
        Assert.InRange(facts.UsableCores, 1, int.MaxValue);
        Assert.Matches(@"^\d+\.\d+\.\d+", facts.OnnxRuntime);
    }

    [Fact]
    public void This_process_runs_on_a_known_C_library() => Assert.Matches(@"^2\.\d+$", MachineFacts.Read().Glibc);
}
