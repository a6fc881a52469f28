using System.Text.Json.Serialization;

namespace UneXt50.Cameras;

/// <summary>The JSON shape of the list of cameras; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CameraListing))]
internal sealed partial class CamerasJson : JsonSerializerContext;
