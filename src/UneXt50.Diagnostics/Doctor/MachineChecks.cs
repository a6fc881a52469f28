using UneXt50.Diagnostics.Machine;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>Whether the machine is fit for the work.</summary>
internal static class MachineChecks
{
    // A camera run with the default model peaks at some 130 MB resident.
    private const long LittleMemory = 200_000_000;

    // A Raspberry Pi slows down from 80 degrees on; the others come to it later.
    private const double Hot = 80;

    public static IEnumerable<Check> Run(MachineFacts facts, MachineState state)
    {
        var board = new[] { facts.Board, facts.System, facts.Kernel is { } kernel ? $"Linux {kernel}" : null };
        yield return Check.Ok("board", Joined(board.OfType<string>()));
        yield return Processor(facts);
        if (state.Memory is { } memory) yield return Memory(memory);
        if (state.Temperature is { } temperature) yield return Temperature(temperature);
        if (state.Clock is { } clock) yield return Clock(clock);
        if (state.Throttling is { } throttling) yield return Throttling(throttling);
        yield return Check.Ok("glibc", facts.Glibc ?? "another C library");
    }

    private static Check Processor(MachineFacts facts)
    {
        if (facts.Processor is not { } processor) return Check.Ok("processor", $"{facts.UsableCores} usable cores");
        var features = processor.Features.Count > 0 ? string.Join(' ', processor.Features)
            : "none of the features that matter here";
        var cores = facts.UsableCores < processor.Cores ? $", {facts.UsableCores} of them usable" : "";
        return Check.Ok("processor", $"{processor.Name}, {processor.Cores} cores{cores}, {features}");
    }

    private static Check Memory(MemoryState memory)
    {
        var limit = memory.Limit is { } most ? $", limited to {Megabytes(most)}" : "";
        var finding = $"{Megabytes(memory.Available)} of {Megabytes(memory.Total)} available{limit}";
        return Math.Min(memory.Available, memory.Limit ?? long.MaxValue) < LittleMemory
            ? Check.Warning("memory", finding, "close other programs, or raise the limit of this one")
            : Check.Ok("memory", finding);
    }

    private static Check Temperature(TemperatureState temperature)
    {
        var finding = FormattableString.Invariant($"{temperature.Celsius:0.#} °C ({temperature.Zone})");
        return temperature.Celsius < Hot
            ? Check.Ok("temperature", finding)
            : Check.Warning("temperature", finding, "give it a heat sink, a fan or cooler air: it slows down when hot");
    }

    private static Check Clock(ClockState clock)
    {
        var governor = clock.Governor.Length > 0 ? $" ({clock.Governor})" : "";
        return clock.Allowed < clock.Most
            ? Check.Warning("clock", $"{clock.Now} MHz, limited to {clock.Allowed} of {clock.Most} MHz{governor}",
                "raise it: 'sudo nvpmodel -m 0' on a Jetson, scaling_max_freq elsewhere")
            : Check.Ok("clock", $"{clock.Now} of {clock.Most} MHz{governor}");
    }

    private static Check Throttling(ThrottleState throttling)
    {
        if (throttling.SinceBoot == ThrottleCauses.None) return Check.Ok("throttling", "none since it was switched on");
        var (causes, since) = throttling.Now != ThrottleCauses.None
            ? (throttling.Now, "now") : (throttling.SinceBoot, "since it was switched on");
        var told = Causes.Where(cause => causes.HasFlag(cause.Cause)).ToList();
        return Check.Warning("throttling", $"{string.Join(" and ", told.Select(cause => cause.Words))} {since}",
            string.Join("; ", told.Select(cause => cause.Remedy)));
    }

    private static IReadOnlyList<(ThrottleCauses Cause, string Words, string Remedy)> Causes { get; } =
    [
        (ThrottleCauses.UnderVoltage, "under-voltage", "use the board's own power supply and a short, thick cable"),
        (ThrottleCauses.Heat, "heat", "give it a heat sink, a fan or cooler air"),
        (ThrottleCauses.OverCurrent, "over-current", "choose a smaller power mode, or a stronger supply"),
    ];

    private static string Joined(IEnumerable<string> words) =>
        string.Join(", ", words) is { Length: > 0 } text ? text : "it does not say what it is";

    private static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:0} MB");
}
