using UneXt50.Cameras.Sinks;

namespace UneXt50.Cameras.Mqtt;

/// <summary>
/// What Home Assistant is told of the sink (its MQTT discovery): a sensor whose state is the best class and whose
/// attributes are the probabilities.
/// </summary>
/// <param name="Prefix">The first levels of the topic where Home Assistant listens; "homeassistant" by default.</param>
/// <param name="Model">The model's name, for people.</param>
/// <param name="WithHeads">Whether the answer is that of a head.</param>
public sealed record HomeAssistantSensor(string Prefix, string Model, bool WithHeads)
{
    // A row without classes (a threshold, "unknown") has none to show.
    private const string Rows = "value_json.classes";
    private const string HeadRows = "(value_json.heads[0].classes or [])";

    /// <summary>The topic of the announcement.</summary>
    internal string Topic(string id) => $"{Prefix}/sensor/{id}/config";

    /// <summary>The announcement, as JSON.</summary>
    /// <param name="target">Where the answers are.</param>
    /// <param name="id">Names this camera for ever.</param>
    internal byte[] Announcement(MqttTarget target, string id)
    {
        var rows = WithHeads ? HeadRows : Rows;
        var unknown = $"'unknown' if {(WithHeads ? "value_json.heads[0]" : "value_json")}.unknown else ";
        var message = new DiscoveryMessage(
            "Class", id, "mdi:camera-iris", target.Topic,
            $"{{{{ {unknown}({rows} | map(attribute='label') | first | default('none')) }}}}",
            target.Topic,
            "{% set ns = namespace(p={}) %}{% for c in " + rows + " %}"
            + "{% set ns.p = dict(ns.p, **{c.label: c.probability}) %}{% endfor %}{{ ns.p | tojson }}",
            target.AvailabilityTopic,
            new DiscoveryDevice([id], $"unext50 {target.Topic}", "unext50", Model, ProgramVersion.Text),
            new DiscoveryOrigin("unext50", ProgramVersion.Text));
        return CoreJson.ToLine(message, CamerasJson.Default.DiscoveryMessage);
    }

    /// <summary>A sensor as Home Assistant's MQTT discovery describes it; the names are Home Assistant's.</summary>
    internal sealed record DiscoveryMessage(
        string Name, string UniqueId, string Icon, string StateTopic, string ValueTemplate, string JsonAttributesTopic,
        string JsonAttributesTemplate, string AvailabilityTopic, DiscoveryDevice Device, DiscoveryOrigin Origin);

    /// <summary>What the sensor belongs to.</summary>
    internal sealed record DiscoveryDevice(
        IReadOnlyList<string> Identifiers, string Name, string Manufacturer, string Model, string SwVersion);

    /// <summary>Who announces it.</summary>
    internal sealed record DiscoveryOrigin(string Name, string SwVersion);
}
