using System.Diagnostics;
using System.Globalization;

namespace UneXt50.Cameras.Service;

/// <summary>
/// Tells the service manager (systemd, Type=notify) how a run on a camera is: <c>READY=1</c> with the first frame,
/// <c>WATCHDOG=1</c> for as long as the run gives signs of life, <c>STATUS=</c> the last answer, <c>STOPPING=1</c> at
/// the end. A camera that is gone and being opened again is alive; a network or a driver that hangs is not, and the
/// manager starts the service anew.
/// </summary>
public sealed class ServiceReport : IDisposable
{
    private static readonly TimeSpan UntilReady = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan BetweenStatuses = TimeSpan.FromSeconds(1);

    private readonly NotifySocket _socket;
    private readonly Pulse _pulse;
    private readonly TimeSpan? _watchdog;
    private readonly TimeSpan _patience;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private bool _ready;
    private bool _stopping;
    private long _lastStatus;

    private ServiceReport(NotifySocket socket, Pulse pulse, TimeSpan? watchdog, TimeSpan longestSilence)
    {
        _socket = socket;
        _pulse = pulse;
        _watchdog = watchdog;
        var half = (watchdog ?? TimeSpan.Zero) / 2;
        _patience = half > longestSilence ? half : longestSilence;
        _timer = new Timer(_ => Tick(), null, UntilReady, UntilReady);
    }

    /// <summary>Begins, where a service manager has asked for it by NOTIFY_SOCKET and WATCHDOG_USEC.</summary>
    /// <param name="pulse">The signs of life of the run.</param>
    /// <param name="longestSilence">How long the run may be silent without anything being wrong.</param>
    /// <returns>Null where nobody has asked.</returns>
    public static ServiceReport? Start(Pulse pulse, TimeSpan longestSilence) =>
        Start(pulse, longestSilence, Environment.GetEnvironmentVariable);

    internal static ServiceReport? Start(Pulse pulse, TimeSpan longestSilence, Func<string, string?> variable) =>
        NotifySocket.Connect(variable("NOTIFY_SOCKET")) is { } socket
            ? new ServiceReport(socket, pulse, Watchdog(variable), longestSilence) : null;

    /// <summary>Says what is going on, at most once a second; line breaks become spaces.</summary>
    public void Say(string status)
    {
        lock (_lock)
        {
            if (_stopping || (_lastStatus != 0 && Stopwatch.GetElapsedTime(_lastStatus) < BetweenStatuses)) return;
            _lastStatus = Stopwatch.GetTimestamp();
            _socket.Send($"STATUS={status.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Says that the run is ending; once is enough.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (_stopping) return;
            _stopping = true;
            _socket.Send("STOPPING=1");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _timer.Dispose();
        _socket.Dispose();
    }

    /// <summary>
    /// How often the manager wants to hear that all is well, if at all; of this process, not one above it.
    /// </summary>
    private static TimeSpan? Watchdog(Func<string, string?> variable)
    {
        var isOurs = variable("WATCHDOG_PID") is not { Length: > 0 } process
            || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isOurs && long.TryParse(
            variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds) : null;
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (_stopping) return;
            if (!_ready)
            {
                if (_pulse.Frames == 0) return;
                _ready = true;
                _socket.Send("READY=1");
                // Four times as often as asked for: a late timer must not look like a dead service.
                var period = _watchdog is { } watchdog ? watchdog / 4 : Timeout.InfiniteTimeSpan;
                _timer.Change(period, period);
            }

            if (_watchdog is not null && _pulse.IsAlive(_patience)) _socket.Send("WATCHDOG=1");
        }
    }
}
