namespace UneXt50.Cameras.Mqtt;

/// <summary>Who announces it.</summary>
internal sealed record DiscoveryOrigin(string Name, string SwVersion);
