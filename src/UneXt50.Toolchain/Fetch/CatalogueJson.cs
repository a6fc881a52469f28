using System.Text.Json.Serialization;

namespace UneXt50.Toolchain.Fetch;

/// <summary>The catalogue's JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(List<CatalogueEntry>))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
