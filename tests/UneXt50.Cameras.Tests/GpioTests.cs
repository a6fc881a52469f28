using System.Device.Gpio;
using UneXt50.Cameras.Gpio;
using Xunit;

namespace UneXt50.Cameras.Tests;

public sealed class GpioTests : IDisposable
{
    private readonly FakeGpioDriver _driver = new();
    private readonly GpioController _controller;

    public GpioTests() => _controller = new GpioController(_driver);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _controller.Dispose();

    [Fact]
    public void An_edge_ends_the_wait_and_one_before_it_counts()
    {
        using var trigger = new GpioTrigger(_controller, 3, PinEventTypes.Rising);
        _driver.Edge(3, PinEventTypes.Rising);

        trigger.Wait(Cancellation);

        Assert.True(Times(trigger) == 0);
    }

    [Fact]
    public void A_bouncing_contact_is_one_edge_and_other_edges_are_none()
    {
        using var trigger = new GpioTrigger(_controller, 3, PinEventTypes.Falling);
        for (var i = 0; i < 5; i++)
        {
            _driver.Edge(3, PinEventTypes.Falling);
            _driver.Edge(3, PinEventTypes.Rising);
        }

        Assert.Equal(1, Times(trigger));
        _driver.Edge(3, PinEventTypes.Rising);
        Assert.Equal(0, Times(trigger));
    }

    [Fact]
    public void Waiting_for_an_edge_ends_when_it_is_cancelled()
    {
        using var trigger = new GpioTrigger(_controller, 3, PinEventTypes.Rising);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => trigger.Wait(soon.Token));
    }

    [Fact]
    public void A_signal_is_high_while_something_is_seen_and_low_at_the_end()
    {
        using (var signal = new GpioSignal(_controller, 5))
        {
            Assert.Equal(PinValue.Low, _driver.Values[5]);
            signal.Show(true);
            Assert.Equal(PinValue.High, _driver.Values[5]);
            signal.Show(false);
            Assert.Equal(PinValue.Low, _driver.Values[5]);
            signal.Show(true);
        }

        Assert.Equal(PinValue.Low, _driver.Values[5]);
        Assert.Empty(_driver.OpenLines);
    }

    [Fact]
    public void A_line_that_cannot_be_used_is_an_error_that_says_what_to_do()
    {
        foreach (var open in (Func<IDisposable>[])
                 [() => new GpioTrigger(_controller, 7, PinEventTypes.Rising), () => new GpioSignal(_controller, 7)])
        {
            var error = Assert.Throws<UneXt50Exception>(open);
            Assert.Equal(ErrorKind.Camera, error.Kind);
            Assert.Contains("line 7: it cannot be used (Error 16)", error.Message, StringComparison.Ordinal);
            Assert.Contains("gpioinfo", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_that_fails_once_it_is_open_is_given_back()
    {
        Assert.Throws<UneXt50Exception>(() => new GpioSignal(_controller, 6));
        Assert.Throws<UneXt50Exception>(() => new GpioTrigger(_controller, 6, PinEventTypes.Rising));

        Assert.Empty(_driver.OpenLines);
    }

    [Fact]
    public void A_chip_that_is_not_there_or_none_is_an_error()
    {
        var error = Assert.Throws<UneXt50Exception>(() => GpioChip.Open(987, 1));

        Assert.Equal("/dev/gpiochip987", error.Subject);
        Assert.Equal("there is no such GPIO chip", error.Problem);
        Assert.Contains("ls /dev/gpiochip*", error.Remedy, StringComparison.Ordinal);
    }

    /// <summary>How often the trigger can be waited for at once.</summary>
    private static int Times(GpioTrigger trigger)
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        for (var times = 0; ; times++)
        {
            try
            {
                trigger.Wait(now.Token);
            }
            catch (OperationCanceledException)
            {
                return times;
            }
        }
    }
}
