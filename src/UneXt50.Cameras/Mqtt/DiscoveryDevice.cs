namespace UneXt50.Cameras.Mqtt;

/// <summary>What the sensor belongs to.</summary>
internal sealed record DiscoveryDevice(
    IReadOnlyList<string> Identifiers, string Name, string Manufacturer, string Model, string SwVersion);
