namespace UneXt50.Diagnostics.Machine;

/// <summary>How a machine is at one moment; what a board does not tell is null.</summary>
/// <param name="Temperature">How hot its processor is.</param>
/// <param name="Clock">How fast it runs.</param>
/// <param name="Throttling">Whether heat, supply or current slow it down.</param>
/// <param name="Memory">How much memory there is.</param>
public sealed record MachineState(
    TemperatureState? Temperature, ClockState? Clock, ThrottleState? Throttling, MemoryState? Memory)
{
    /// <summary>Reads it: some small files, well under a millisecond.</summary>
    public static MachineState Read() => Read(new SystemFiles());

    internal static MachineState Read(SystemFiles files) => new(
        TemperatureState.Read(files), ClockState.Read(files), ThrottleState.Read(files), MemoryState.Read(files));
}
