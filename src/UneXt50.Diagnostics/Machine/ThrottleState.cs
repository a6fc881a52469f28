using System.Globalization;

namespace UneXt50.Diagnostics.Machine;

/// <summary>Whether the processor is being slowed down.</summary>
/// <param name="Now">Why it is slower at this moment.</param>
/// <param name="SinceBoot">Why it was at any time since it was switched on, as far as the board remembers.</param>
public sealed record ThrottleState(ThrottleCauses Now, ThrottleCauses SinceBoot)
{
    private const string RaspberryPi = "sys/devices/platform/soc/soc:firmware/get_throttled";

    /// <summary>What any of the board's own ways of telling says; null when it has none.</summary>
    internal static ThrottleState? Read(SystemFiles files)
    {
        ThrottleState?[] told =
        [
            Firmware(files),
            .. files.Entries("sys/class/hwmon", "hwmon*").Select(folder => Monitor(files, folder)),
            .. files.Entries("sys/class/thermal", "cooling_device*").Select(device => Cooling(files, device)),
        ];
        return told.OfType<ThrottleState>()
            .Aggregate((ThrottleState?)null, (all, one) => new ThrottleState(
                (all?.Now ?? 0) | one.Now, (all?.SinceBoot ?? 0) | one.SinceBoot | one.Now));
    }

    /// <summary>
    /// The word that <c>vcgencmd get_throttled</c> shows, in Raspberry Pi's documentation: bits 0 to 3 are
    /// under-voltage, capped, throttled and soft temperature limit now, bits 16 to 19 the same since boot.
    /// </summary>
    private static ThrottleState? Firmware(SystemFiles files) =>
        int.TryParse(
            files.Text(RaspberryPi), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? new ThrottleState(FromBits(bits), FromBits(bits >> 16)) : null;

    private static ThrottleCauses FromBits(int bits)
    {
        var (underVoltage, slowed, softLimit) = ((bits & 1) != 0, (bits & 6) != 0, (bits & 8) != 0);
        var causes = underVoltage ? ThrottleCauses.UnderVoltage : ThrottleCauses.None;
        // A weak supply caps the clock as well; what is slowed without one is hot.
        if (softLimit || (slowed && !underVoltage)) causes |= ThrottleCauses.Heat;
        return causes;
    }

    /// <summary>A Raspberry Pi's alarm of its supply, or a Jetson's counters of over-current events.</summary>
    private static ThrottleState? Monitor(SystemFiles files, string folder) => files.Text($"{folder}/name") switch
    {
        "rpi_volt" when files.Number($"{folder}/in0_lcrit_alarm") is { } alarm =>
            new ThrottleState(alarm != 0 ? ThrottleCauses.UnderVoltage : 0, 0),
        "soctherm_oc" when files.Entries(folder, "oc*_event_cnt").Any(count => files.Number(count) > 0) =>
            new ThrottleState(0, ThrottleCauses.OverCurrent),
        "soctherm_oc" => new ThrottleState(0, 0),
        _ => null,
    };

    /// <summary>What the kernel does against heat: it limits the clock, or a Jetson alerts that it does.</summary>
    private static ThrottleState? Cooling(SystemFiles files, string device)
    {
        var type = files.Text($"{device}/type") ?? "";
        var isOfProcessor = type is "cpu-throttle-alert"
            || type.StartsWith("cpufreq-", StringComparison.Ordinal)
            || type.StartsWith("thermal-cpufreq-", StringComparison.Ordinal);
        return isOfProcessor && files.Number($"{device}/cur_state") is { } state
            ? new ThrottleState(state > 0 ? ThrottleCauses.Heat : 0, 0) : null;
    }
}
