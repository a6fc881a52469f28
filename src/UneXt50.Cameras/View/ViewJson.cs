using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using UneXt50.Cameras.Http;

namespace UneXt50.Cameras.View;

/// <summary>What the page is told; names are snake_case.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ViewAbout))]
[JsonSerializable(typeof(ViewState))]
[JsonSerializable(typeof(SaveAnswer))]
internal sealed partial class ViewJson : JsonSerializerContext
{
    /// <summary>An answer of JSON.</summary>
    public static HttpResponse Response<T>(string status, T value, JsonTypeInfo<T> shape) =>
        new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, shape));
}
