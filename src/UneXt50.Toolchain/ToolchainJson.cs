using System.Text.Json.Serialization;
using UneXt50.Toolchain.Fetch;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Toolchain;

/// <summary>All JSON shapes of this project; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<CatalogueEntry>))]
[JsonSerializable(typeof(HeadEvaluation))]
[JsonSerializable(typeof(IReadOnlyList<FeatureCache.CachedPhoto>))]
internal sealed partial class ToolchainJson : JsonSerializerContext;
