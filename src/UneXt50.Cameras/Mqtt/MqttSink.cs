using System.Text;
using UneXt50.Cameras.Sinks;
using UneXt50.Results;
using UneXt50.Sources;
using UneXt50.Writers;

namespace UneXt50.Cameras.Mqtt;

/// <summary>
/// Publishes every reported answer to a broker, as a row of JSON lines, retained, at least once (QoS 1), in order.
/// While the broker is away answers wait in a queue whose oldest make room; it is called again with growing pauses.
/// </summary>
public sealed class MqttSink : ISink
{
    // In flight at a time, so that a distant broker keeps up with a camera.
    private const int Batch = 16;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly MqttOptions _options;
    private readonly string _id;
    private readonly BrokerCertificate? _certificate;
    private readonly Outage _outage;
    private readonly MessageQueue _queue;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _publishing;
    private long _delivered;
    private long _toldDropped;
    private volatile bool _isConnected;
    private volatile UneXt50Exception? _failure;

    /// <summary>Begins to connect; whether the broker is there plays no part.</summary>
    /// <exception cref="UneXt50Exception">The authorities cannot be read, or there is no TLS here (Usage).</exception>
    public MqttSink(MqttOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _id = Identity(options.Target.Topic);
        _certificate = options.Target.IsEncrypted ? new BrokerCertificate(options.AuthorityPath) : null;
        _outage = new Outage(options.Events);
        _queue = new MessageQueue(options.Queue);
        _publishing = Task.Run(RunAsync);
    }

    /// <summary>Whether the broker is there.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Answers that the broker has acknowledged.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Answers that were dropped for newer ones.</summary>
    public long Dropped => _queue.Dropped;

    /// <summary>Answers that wait for the broker.</summary>
    public int Waiting => _queue.Count;

    /// <inheritdoc/>
    public void Take(Frame frame, Outcome outcome, bool isReported)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (!isReported || outcome.Prediction is null) return;
        _queue.Add(ClassificationRow.Line(outcome, _options.Classes));
    }

    // The first failure may be still to come when a run ends: connecting has a patience of its own.
    private string Cause => _failure?.Problem
        ?? (_isConnected ? "the broker has not acknowledged them" : "the broker has not answered");

    /// <inheritdoc/>
    public void Complete()
    {
        _ending.Cancel();
        if (!_publishing.Wait(Farewell)) Stop();
        var lost = Dropped + _queue.Count;
        if (lost > 0)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, _options.Target.Text,
                $"{lost} of {lost + Delivered} answers were not delivered: {Cause}",
                _failure?.Remedy ?? "check that it runs and can be reached from here, and see its log");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _queue.Dispose();
        _ending.Dispose();
        _stop.Dispose();
    }

    /// <summary>
    /// The same from run to run: a broker then takes a new connection for the end of the old one, and does not say
    /// "offline" later. 23 letters and digits, which every broker takes.
    /// </summary>
    private static string Identity(string topic)
    {
        using var name = new MemoryStream(Encoding.UTF8.GetBytes($"{Environment.MachineName}/{topic}"));
        return $"unext50{Sha256Digest.Of(name)[..16]}";
    }

    private void Stop()
    {
        _stop.Cancel();
        _publishing.Wait(Farewell);
    }

    private async Task RunAsync()
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                await PublishAsync(backoff).ConfigureAwait(false);
                return;
            }
            catch (UneXt50Exception failure)
            {
                _failure = failure;
                _outage.Begin(failure);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                _isConnected = false;
            }

            // A last attempt has been made, or the pause is over.
            if (_ending.IsCancellationRequested) return;
            await Task.Delay(backoff.Next(), _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Connects, publishes until the end, and takes leave.</summary>
    private async Task PublishAsync(Backoff backoff)
    {
        var (target, stop) = (_options.Target, _stop.Token);
        using var session = await BrokerSession.OpenAsync(_options, _id, _certificate, stop).ConfigureAwait(false);
        if (_options.Sensor is { } sensor)
        {
            var announcement = sensor.Announcement(target, _id);
            await session.PublishAsync(sensor.Topic(_id), announcement, stop).ConfigureAwait(false);
        }

        await session.PublishAsync(target.AvailabilityTopic, Availability.Online, stop).ConfigureAwait(false);
        _isConnected = true;
        await DeliverAsync(session, () =>
        {
            backoff.Reset();
            TellRestored();
        }).ConfigureAwait(false);
        await session.PublishAsync(target.AvailabilityTopic, Availability.Offline, stop).ConfigureAwait(false);
        await session.CloseAsync(stop).ConfigureAwait(false);
    }

    private async Task DeliverAsync(BrokerSession session, Action works)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(session.Broken, _ending.Token, _stop.Token);
        while (true)
        {
            // Read before the queue is: what is added before the end is then seen.
            var ends = _ending.IsCancellationRequested;
            var messages = _queue.Take(Batch);
            if (messages.Count > 0)
            {
                await DeliverAsync(session, messages).ConfigureAwait(false);
                works();
            }
            else if (ends)
            {
                return;
            }
            else
            {
                works();
                await _queue.WaitAsync(wake.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _stop.Token.ThrowIfCancellationRequested();
                if (session.Broken.IsCancellationRequested && !_ending.IsCancellationRequested)
                {
                    throw BrokerError.Lost(_options.Target);
                }
            }
        }
    }

    private async Task DeliverAsync(BrokerSession session, List<byte[]> messages)
    {
        var target = _options.Target;
        try
        {
            await Task.WhenAll(messages.Select(message => session.PublishAsync(target.Topic, message, _stop.Token)))
                .ConfigureAwait(false);
            Interlocked.Add(ref _delivered, messages.Count);
        }
        catch
        {
            // Some may have arrived: at least once, says QoS 1.
            _queue.Return(messages);
            throw;
        }
    }

    private void TellRestored() => _outage.End(() =>
    {
        var dropped = Dropped - _toldDropped;
        _toldDropped += dropped;
        return $"{_options.Target.Text}: connected again; "
            + (dropped > 0 ? $"{dropped} answers were dropped meanwhile" : "no answer was lost");
    });
}
