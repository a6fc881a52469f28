namespace UneXt50.Diagnostics.Machine;

/// <summary>How hot the processor is.</summary>
/// <param name="Zone">What the kernel calls the place: "cpu-thermal".</param>
/// <param name="Celsius">Degrees.</param>
public sealed record TemperatureState(string Zone, double Celsius)
{
    /// <summary>The processor's zone; where none is called so, the hottest.</summary>
    internal static TemperatureState? Read(SystemFiles files)
    {
        var zones = files.Entries("sys/class/thermal", "thermal_zone*")
            .Select(zone => ReadZone(files, zone)).OfType<TemperatureState>().ToList();
        var processor = zones.Where(
            zone => zone.Zone.StartsWith("cpu", StringComparison.OrdinalIgnoreCase) || zone.Zone == "x86_pkg_temp");
        return processor.Concat(zones.OrderByDescending(zone => zone.Celsius)).FirstOrDefault();
    }

    private static TemperatureState? ReadZone(SystemFiles files, string zone) =>
        // A sensor that is switched off (a Jetson's idle GPU) cannot be read or says -256.
        files.Number($"{zone}/temp") is { } thousandths and > -100_000 and < 200_000
            ? new TemperatureState(files.Text($"{zone}/type") ?? Path.GetFileName(zone), thousandths / 1000.0)
            : null;
}
