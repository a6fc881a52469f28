using System.Text.Json.Serialization;

namespace UneXt50.Heads;

/// <summary>The JSON shapes of heads; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeadReport))]
[JsonSerializable(typeof(HeadDescription))]
internal sealed partial class HeadsJson : JsonSerializerContext;
