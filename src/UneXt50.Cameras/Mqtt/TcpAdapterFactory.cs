using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;

namespace UneXt50.Cameras.Mqtt;

/// <summary>
/// MQTT over TCP and TLS. MQTTnet's own factory knows WebSockets too, and would bring them into the program.
/// </summary>
internal sealed class TcpAdapterFactory : IMqttClientAdapterFactory
{
    public IMqttChannelAdapter CreateClientAdapter(
        MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger)
    {
        var buffer = new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax);
        return new MqttChannelAdapter(
            new MqttTcpChannel(options), new MqttPacketFormatterAdapter(options.ProtocolVersion, buffer), logger);
    }
}
