using UneXt50.Cameras.Sinks;
using UneXt50.Writers;

namespace UneXt50.Cameras.Mqtt;

/// <summary>How answers are published. No record: those print all they hold, and this holds a password.</summary>
/// <param name="target">The broker and the topic.</param>
/// <param name="classes">Which classes of an answer are told.</param>
public sealed class MqttOptions(MqttTarget target, ClassificationOptions classes)
{
    /// <summary>The environment variable that holds the password.</summary>
    public const string PasswordVariable = "UNEXT50_MQTT_PASSWORD";

    /// <summary>The broker and the topic.</summary>
    public MqttTarget Target { get; } = target;

    /// <summary>Which classes of an answer are told.</summary>
    public ClassificationOptions Classes { get; } = classes;

    /// <summary>Who to be for the broker; null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>That user's password.</summary>
    public string? Password { get; init; }

    /// <summary>A PEM file of the authorities that may vouch for the broker; null for those of the system.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>What is announced to Home Assistant; null for nothing.</summary>
    public HomeAssistantSensor? Sensor { get; init; }

    /// <summary>How many answers wait while the broker is away; the oldest make room.</summary>
    public int Queue { get; init; } = 1000;

    /// <summary>Who is told of trouble with the broker.</summary>
    public SinkEvents Events { get; init; } = new();
}
