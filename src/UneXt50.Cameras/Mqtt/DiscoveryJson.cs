using System.Text.Json.Serialization;

namespace UneXt50.Cameras.Mqtt;

/// <summary>The JSON shape of announcements.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiscoveryMessage))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
