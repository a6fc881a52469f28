using System.Globalization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>
/// What the numbers in an Arm core's MIDR_EL1 register stand for; those of boards, from Arm's and NVIDIA's manuals.
/// </summary>
internal static class ArmCores
{
    private const int Arm = 0x41;
    private const int Nvidia = 0x4e;

    public static string Name(int implementer, int part) => (implementer, part) switch
    {
        (Arm, 0xd03) => "Cortex-A53",
        (Arm, 0xd04) => "Cortex-A35",
        (Arm, 0xd05) => "Cortex-A55",
        (Arm, 0xd07) => "Cortex-A57",
        (Arm, 0xd08) => "Cortex-A72",
        (Arm, 0xd09) => "Cortex-A73",
        (Arm, 0xd0a) => "Cortex-A75",
        (Arm, 0xd0b) => "Cortex-A76",
        (Arm, 0xd0c) => "Neoverse-N1",
        (Arm, 0xd0d) => "Cortex-A77",
        (Arm, 0xd40) => "Neoverse-V1",
        (Arm, 0xd41) => "Cortex-A78",
        (Arm, 0xd42) => "Cortex-A78AE",
        (Arm, 0xd46) => "Cortex-A510",
        (Arm, 0xd49) => "Neoverse-N2",
        (Arm, 0xd4b) => "Cortex-A78C",
        (Arm, 0xd4f) => "Neoverse-V2",
        (Nvidia, 0x003) => "Denver 2",
        (Nvidia, 0x004) => "Carmel",
        _ => string.Create(CultureInfo.InvariantCulture, $"Arm core {implementer:x2}/{part:x3}"),
    };
}
