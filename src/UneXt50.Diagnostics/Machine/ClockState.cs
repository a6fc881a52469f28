using System.Text.Json.Serialization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>The clock of the fastest cores, in MHz, from cpufreq.</summary>
/// <param name="Now">What they run at.</param>
/// <param name="Allowed">What they may run at now: the user's choice, a power mode, or heat lowers it.</param>
/// <param name="Most">What they are made for.</param>
/// <param name="Governor">How the kernel chooses: "ondemand", "performance"; empty when it does not say.</param>
public sealed record ClockState(
    [property: JsonPropertyName("now_megahertz")] int Now,
    [property: JsonPropertyName("allowed_megahertz")] int Allowed,
    [property: JsonPropertyName("most_megahertz")] int Most,
    string Governor)
{
    internal static ClockState? Read(SystemFiles files) =>
        files.Entries("sys/devices/system/cpu/cpufreq", "policy*")
            .Select(policy => ReadPolicy(files, policy))
            .OfType<ClockState>()
            .MaxBy(clock => clock.Most);

    private static ClockState? ReadPolicy(SystemFiles files, string policy)
    {
        int? Megahertz(string name) =>
            files.Number($"{policy}/{name}") is { } kilohertz ? (int)(kilohertz / 1000) : null;
        return Megahertz("scaling_cur_freq") is { } now && Megahertz("cpuinfo_max_freq") is { } most
            ? new ClockState(
                now, Megahertz("scaling_max_freq") ?? most, most, files.Text($"{policy}/scaling_governor") ?? "")
            : null;
    }
}
