using System.Device.Gpio;
using System.Diagnostics;
using System.Globalization;

namespace UneXt50.Cameras.Gpio;

/// <summary>A line whose edges start captures: a button, a motion detector.</summary>
public sealed class GpioTrigger : IDisposable
{
    // A button's contacts bounce for some milliseconds.
    private static readonly TimeSpan Bounce = TimeSpan.FromMilliseconds(50);

    private readonly GpioController _controller;
    private readonly int _line;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _edge = new(0, 1);
    private long? _last;

    /// <summary>Begins to watch a line.</summary>
    /// <param name="controller">Stays the caller's.</param>
    /// <param name="line">The line's number as the controller counts.</param>
    /// <param name="edges">Rising, falling, or both.</param>
    /// <exception cref="UneXt50Exception">Of kind <see cref="ErrorKind.Camera"/>: the line cannot be used.</exception>
    public GpioTrigger(GpioController controller, int line, PinEventTypes edges)
    {
        ArgumentNullException.ThrowIfNull(controller);
        (_controller, _line) = (controller, line);
        try
        {
            controller.OpenPin(line, PinMode.Input);
            controller.RegisterCallbackForPinValueChangedEvent(line, edges, Changed);
        }
        catch (Exception failure) when (GpioError.IsOfTheSystem(failure))
        {
            if (controller.IsPinOpen(line)) controller.ClosePin(line);
            _edge.Dispose();
            throw GpioError.From(string.Create(CultureInfo.InvariantCulture, $"line {line}"), failure);
        }
    }

    /// <summary>
    /// Waits for an edge. One that came while nobody waited counts, several as one; those of a bouncing contact do too.
    /// </summary>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public void Wait(CancellationToken cancellation) => _edge.Wait(cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _controller.UnregisterCallbackForPinValueChangedEvent(_line, Changed);
        _controller.ClosePin(_line);
        _edge.Dispose();
    }

    private void Changed(object sender, PinValueChangedEventArgs change)
    {
        lock (_gate)
        {
            if (_last is { } last && Stopwatch.GetElapsedTime(last) < Bounce) return;
            _last = Stopwatch.GetTimestamp();
            if (_edge.CurrentCount == 0) _edge.Release();
        }
    }
}
