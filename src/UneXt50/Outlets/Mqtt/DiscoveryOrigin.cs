namespace UneXt50.Outlets.Mqtt;

/// <summary>Who announces it.</summary>
internal sealed record DiscoveryOrigin(string Name, string SwVersion);
