using System.Text.Json.Serialization;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>The JSON shapes of training; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeadEvaluation))]
[JsonSerializable(typeof(IReadOnlyList<CachedPhoto>))]
internal sealed partial class TrainingJson : JsonSerializerContext;
