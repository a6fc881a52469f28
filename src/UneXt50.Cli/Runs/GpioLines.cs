using System.Device.Gpio;
using UneXt50.Cameras.Gpio;

namespace UneXt50.Cli.Runs;

/// <summary>The lines of a run, given back at its end.</summary>
internal sealed class GpioLines : IDisposable
{
    private readonly GpioController? _controller;
    private readonly GpioTrigger? _trigger;
    private readonly GpioSignal? _signal;
    private readonly string? _label;

    private GpioLines(int chip, (int Line, PinEventTypes Edge)? trigger, int? signal, string? label)
    {
        if (trigger is null && signal is null) return;
        _label = label;
        int?[] lines = [trigger?.Line, signal];
        _controller = GpioChip.Open(chip, [.. lines.OfType<int>()]);
        try
        {
            if (trigger is { } watched) _trigger = new GpioTrigger(_controller, watched.Line, watched.Edge);
            if (signal is { } driven) _signal = new GpioSignal(_controller, driven);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Waits for the trigger; null without one.</summary>
    public Action<CancellationToken>? Wait => _trigger is null ? null : _trigger.Wait;

    /// <summary>Shows whether the class is held, in any region; null without a signal.</summary>
    public Action<IReadOnlyList<string?>>? Show => _signal is null ? null : held => _signal.Show(held.Contains(_label));

    public static GpioLines Open(
        int chip, (int Line, PinEventTypes Edge)? trigger, int? signal, string? label, IReadOnlyList<string> labels)
    {
        if (label is not null && labels.Count > 0 && !labels.Contains(label))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, "--signal-label", $"the model has no class '{label}'",
                Nearest.To(label, labels) is { } near ? $"did you mean '{near}'?"
                    : "'unext50 model info' or 'unext50 head info' lists its classes");
        }

        return new GpioLines(chip, trigger, signal, label);
    }

    public void Dispose()
    {
        // Each is given back whatever becomes of the others: the chip would stay claimed.
        try
        {
            _signal?.Dispose();
        }
        finally
        {
            try
            {
                _trigger?.Dispose();
            }
            finally
            {
                _controller?.Dispose();
            }
        }
    }
}
