using UneXt50.Diagnostics.Machine;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>The NVIDIA device, if there is one, and how fast it may run.</summary>
internal static class NvidiaChecks
{
    public static IEnumerable<Check> Run(NvidiaFacts? nvidia)
    {
        if (nvidia is null) yield break;
        yield return Check.Ok("nvidia", Described(nvidia));
        if (nvidia is { GpuMegahertz: { } now, AllowedGpuMegahertz: { } allowed, MostGpuMegahertz: { } most })
        {
            yield return allowed < most
                ? Check.Warning("gpu clock", $"{now} MHz, limited to {allowed} of {most} MHz{Mode(nvidia)}",
                    "'sudo nvpmodel -q' shows the power mode, and 'sudo nvpmodel -m N' chooses another; "
                    + "'sudo jetson_clocks' then holds the highest clock")
                : Check.Ok("gpu clock", $"{now} of {most} MHz{Mode(nvidia)}");
        }
        else if (nvidia.PowerMode is not null)
        {
            yield return Check.Ok("gpu clock", $"not told{Mode(nvidia)}");
        }
    }

    private static string Described(NvidiaFacts nvidia)
    {
        if (nvidia.LinuxForTegra is { } release)
            return $"Linux for Tegra {release}" + (nvidia.JetPack is { } jetPack ? $", JetPack {jetPack}" : "");
        var cards = nvidia.Cards.Count > 0 ? string.Join(", ", nvidia.Cards) : "no card";
        return $"{cards}, driver {nvidia.Driver}";
    }

    private static string Mode(NvidiaFacts nvidia) =>
        nvidia.PowerMode is { } mode ? $" (power mode {mode})" : "";
}
