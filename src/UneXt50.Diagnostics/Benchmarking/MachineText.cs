using System.Globalization;
using UneXt50.Diagnostics.Machine;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>A machine and its state in a few words.</summary>
internal static class MachineText
{
    public static string Of(MachineFacts machine)
    {
        var processor = machine.Processor is { } known ? $"{known.Name} ({string.Join(' ', known.Features)})" : null;
        string?[] parts =
        [
            machine.Board, processor, $"{machine.UsableCores} cores", machine.System,
            $"onnxruntime {machine.OnnxRuntime}",
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    public static string Of(MachineState state)
    {
        string?[] parts = [Of(state.Clock), Of(state.Temperature), Of(state.Throttling), Of(state.Memory)];
        return parts.Any(part => part is not null) ? string.Join(", ", parts.OfType<string>()) : "nothing is known";
    }

    private static string? Of(ClockState? clock) => clock is null ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{clock.Now} MHz (allowed {clock.Allowed}, made for {clock.Most}; {clock.Governor})");

    private static string? Of(TemperatureState? heat) =>
        heat is null ? null : string.Create(CultureInfo.InvariantCulture, $"{heat.Celsius:F1} °C");

    private static string? Of(ThrottleState? throttling) => throttling switch
    {
        null => null,
        { Now: not ThrottleCauses.None and var causes } => $"throttled: {causes}",
        { SinceBoot: not ThrottleCauses.None and var causes } => $"not throttled, but since boot it was: {causes}",
        _ => "not throttled",
    };

    private static string? Of(MemoryState? memory) => memory is null ? null : string.Create(
        CultureInfo.InvariantCulture, $"{memory.Available / 1e6:F0} of {memory.Total / 1e6:F0} MB of memory free");
}
