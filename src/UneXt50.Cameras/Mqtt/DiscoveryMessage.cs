namespace UneXt50.Cameras.Mqtt;

/// <summary>A sensor as Home Assistant's MQTT discovery describes it; the names are Home Assistant's.</summary>
internal sealed record DiscoveryMessage(
    string Name, string UniqueId, string Icon, string StateTopic, string ValueTemplate, string JsonAttributesTopic,
    string JsonAttributesTemplate, string AvailabilityTopic, DiscoveryDevice Device, DiscoveryOrigin Origin);
