using System.Device.Gpio;

namespace UneXt50.Cameras.Tests;

/// <summary>Eight lines in memory, the last of which refuses everything, and the one before it to be driven or watched.</summary>
internal sealed class FakeGpioDriver : GpioDriver
{
    private const int Broken = 7;
    private const int Stubborn = 6;

    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, (PinEventTypes Edges, PinChangeEventHandler Handler)> _watched = [];

    public Dictionary<int, PinValue> Values { get; } = [];

    public IReadOnlyCollection<int> OpenLines => _modes.Keys;

    protected override int PinCount => 8;

    /// <summary>An edge on a line, told to who watches for such.</summary>
    public void Edge(int line, PinEventTypes edge)
    {
        if (_watched.TryGetValue(line, out var watched) && (watched.Edges & edge) != 0)
        {
            watched.Handler(this, new PinValueChangedEventArgs(edge, line));
        }
    }

    protected override void OpenPin(int pinNumber) =>
        _modes[pinNumber] = pinNumber == Broken ? throw new IOException("Error 16") : PinMode.Input;

    protected override void ClosePin(int pinNumber) => _modes.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode) => _modes[pinNumber] = mode;

    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber) => Values.GetValueOrDefault(pinNumber);

    protected override void Write(int pinNumber, PinValue value) =>
        Values[pinNumber] = pinNumber == Stubborn ? throw new IOException("Error 5") : value;

    protected override WaitForEventResult WaitForEvent(
        int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(
        int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        _watched[pinNumber] = pinNumber == Stubborn ? throw new IOException("Error 5") : (eventTypes, callback);

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        _watched.Remove(pinNumber);
}
