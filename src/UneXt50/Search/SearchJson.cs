using System.Text.Json.Serialization;

namespace UneXt50.Search;

/// <summary>The JSON shapes of a search; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonFoundRows.Line))]
internal sealed partial class SearchJson : JsonSerializerContext;
