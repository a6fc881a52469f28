using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using UneXt50.Heads;
using UneXt50.Parts;
using UneXt50.Search;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50;

/// <summary>
/// All JSON shapes of the core; names are snake_case, absent values are left out. Results are only written.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClassificationRow), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(FeatureRow), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(JsonFoundRows.FoundLine), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ModelIdentity), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(RunSummary), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(HeadReport))]
[JsonSerializable(typeof(HeadDescription))]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class CoreJson : JsonSerializerContext
{
    /// <summary>Escapes what JSON and terminals need escaped and leaves other text readable; not for HTML.</summary>
    private static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As <see cref="Line"/>, over several indented lines.</summary>
    public static JsonWriterOptions Document { get; } = Line with { Indented = true, NewLine = "\n" };

    /// <summary>A value as one line of JSON, without the line feed.</summary>
    public static byte[] ToLine<T>(T value, JsonTypeInfo<T> shape) => ToBytes(value, shape, Line);

    /// <summary>A value as one indented JSON document, without a line feed at its end.</summary>
    public static byte[] ToDocument<T>(T value, JsonTypeInfo<T> shape) => ToBytes(value, shape, Document);

    private static byte[] ToBytes<T>(T value, JsonTypeInfo<T> shape, JsonWriterOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options)) JsonSerializer.Serialize(json, value, shape);
        return bytes.ToArray();
    }
}
