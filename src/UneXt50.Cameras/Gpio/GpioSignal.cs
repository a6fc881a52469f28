using System.Device.Gpio;
using System.Globalization;

namespace UneXt50.Cameras.Gpio;

/// <summary>A line that is high for as long as something is seen: a lamp, a relay.</summary>
public sealed class GpioSignal : IDisposable
{
    private readonly GpioController _controller;
    private readonly int _line;
    private bool _isHigh;

    /// <summary>Takes a line and drives it low.</summary>
    /// <param name="controller">Stays the caller's.</param>
    /// <param name="line">The line's number as the controller counts.</param>
    /// <exception cref="UneXt50Exception">Of kind <see cref="ErrorKind.Camera"/>: the line cannot be used.</exception>
    public GpioSignal(GpioController controller, int line)
    {
        ArgumentNullException.ThrowIfNull(controller);
        (_controller, _line) = (controller, line);
        try
        {
            Do(() => controller.OpenPin(line, PinMode.Output, PinValue.Low));
        }
        catch
        {
            if (controller.IsPinOpen(line)) controller.ClosePin(line);
            throw;
        }
    }

    /// <summary>Drives the line high or low.</summary>
    /// <exception cref="UneXt50Exception">
    /// Of kind <see cref="ErrorKind.Camera"/>: the line cannot be driven.
    /// </exception>
    public void Show(bool isSeen)
    {
        if (isSeen == _isHigh) return;
        Do(() => _controller.Write(_line, isSeen ? PinValue.High : PinValue.Low));
        _isHigh = isSeen;
    }

    /// <summary>Drives the line low and gives it back, the latter whatever happens.</summary>
    /// <exception cref="UneXt50Exception">
    /// Of kind <see cref="ErrorKind.Camera"/>: the line cannot be driven.
    /// </exception>
    public void Dispose()
    {
        try
        {
            Show(false);
        }
        finally
        {
            if (_controller.IsPinOpen(_line)) _controller.ClosePin(_line);
        }
    }

    private void Do(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (GpioError.IsOfTheSystem(failure))
        {
            throw GpioError.From(string.Create(CultureInfo.InvariantCulture, $"line {_line}"), failure);
        }
    }
}
