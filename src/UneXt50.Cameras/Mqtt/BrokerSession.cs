using System.Buffers;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Protocol;

namespace UneXt50.Cameras.Mqtt;

/// <summary>
/// One connection to a broker, with a last will: if it breaks, or this program does, the broker itself says "offline".
/// Disposed without <see cref="CloseAsync"/> it breaks.
/// </summary>
internal sealed class BrokerSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly MqttTarget _target;
    private readonly BrokerCertificate? _certificate;
    private readonly MqttClient _client = new(new TcpAdapterFactory(), MqttNetNullLogger.Instance);
    private readonly CancellationTokenSource _broken = new();

    private BrokerSession(MqttTarget target, BrokerCertificate? certificate)
    {
        (_target, _certificate) = (target, certificate);
        _client.DisconnectedAsync += _ => _broken.CancelAsync();
    }

    /// <summary>Signalled when the connection breaks.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Connects.</summary>
    /// <exception cref="UneXt50Exception">The broker cannot be reached or refuses.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static async Task<BrokerSession> OpenAsync(
        MqttOptions options, string id, BrokerCertificate? certificate, CancellationToken cancellation)
    {
        var code = MqttClientConnectResultCode.UnsupportedProtocolVersion;
        // Version 5 says why an answer is not taken; older brokers know 3.1.1 only.
        foreach (var version in (MqttProtocolVersion[])[MqttProtocolVersion.V500, MqttProtocolVersion.V311])
        {
            var session = new BrokerSession(options.Target, certificate);
            try
            {
                var settings = Settings(options, id, certificate, version);
                code = await session.ConnectAsync(settings, cancellation).ConfigureAwait(false);
                if (code == MqttClientConnectResultCode.Success) return session;
            }
            catch
            {
                session.Dispose();
                throw;
            }

            session.Dispose();
            if (code != MqttClientConnectResultCode.UnsupportedProtocolVersion) break;
        }

        throw BrokerError.Refused(options.Target, code, options.User is not null);
    }

    /// <summary>Publishes a retained message and waits until the broker has it (QoS 1).</summary>
    /// <exception cref="UneXt50Exception">The connection is lost, or the broker does not take it.</exception>
    public Task PublishAsync(string topic, byte[] payload, CancellationToken cancellation) => WithPatienceAsync(
        async token =>
        {
            var message = new MqttApplicationMessage
            {
                Topic = topic,
                Payload = new ReadOnlySequence<byte>(payload),
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                Retain = true,
            };
            var result = await _client.PublishAsync(message, token).ConfigureAwait(false);
            return result.IsSuccess ? true : throw BrokerError.NotPublished(_target, topic, result.ReasonCode);
        },
        cancellation);

    /// <summary>Takes leave: the last will is not carried out.</summary>
    public Task CloseAsync(CancellationToken cancellation) => WithPatienceAsync(
        async token =>
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), token).ConfigureAwait(false);
            return true;
        },
        cancellation);

    public void Dispose()
    {
        _client.Dispose();
        _broken.Dispose();
    }

    private static MqttClientOptions Settings(
        MqttOptions options, string id, BrokerCertificate? certificate, MqttProtocolVersion version)
    {
        var settings = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Target.Host, options.Target.Port)
            .WithProtocolVersion(version)
            .WithClientId(id)
            .WithCleanStart()
            .WithKeepAlivePeriod(KeepAlive)
            .WithTimeout(Patience)
            .WithWillTopic(options.Target.AvailabilityTopic)
            .WithWillPayload(Availability.Offline)
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (options.User is { } user) settings.WithCredentials(user, options.Password);
        if (certificate is not null)
        {
            settings.WithTlsOptions(tls => tls.UseTls().WithCertificateValidationHandler(certificate.IsGood));
        }

        return settings.Build();
    }

    private Task<MqttClientConnectResultCode> ConnectAsync(
        MqttClientOptions settings, CancellationToken cancellation) => WithPatienceAsync(
        async token => (await _client.ConnectAsync(settings, token).ConfigureAwait(false)).ResultCode, cancellation);

    private async Task<T> WithPatienceAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(Patience);
        try
        {
            return await action(time.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not UneXt50Exception)
        {
            // Whatever kind it is: MQTTnet, the network and TLS have many, and the answer to all is to connect again.
            cancellation.ThrowIfCancellationRequested();
            throw BrokerError.Unreachable(_target, _certificate, failure);
        }
    }

    /// <summary>
    /// MQTT over TCP and TLS. MQTTnet's own factory knows WebSockets too, and would bring them into the program.
    /// </summary>
    private sealed class TcpAdapterFactory : IMqttClientAdapterFactory
    {
        public IMqttChannelAdapter CreateClientAdapter(
            MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger)
        {
            var buffer = new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax);
            return new MqttChannelAdapter(
                new MqttTcpChannel(options), new MqttPacketFormatterAdapter(options.ProtocolVersion, buffer), logger);
        }
    }
}

/// <summary>What stands on the availability topic; Home Assistant expects these words.</summary>
internal static class Availability
{
    public static byte[] Online { get; } = "online"u8.ToArray();

    public static byte[] Offline { get; } = "offline"u8.ToArray();
}
