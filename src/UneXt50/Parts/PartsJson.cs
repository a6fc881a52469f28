using System.Text.Json.Serialization;

namespace UneXt50.Parts;

/// <summary>The JSON shape of <c>NAME.run.json</c>; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class PartsJson : JsonSerializerContext;
