using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using UneXt50.Heads;
using UneXt50.Parts;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50;

/// <summary>All JSON shapes of the core; names are snake_case, absent values are left out. Results are only written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClassificationRow), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(FeatureRow), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(
    typeof(JsonClassificationWriter.ModelIdentity), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(RunSummary), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(HeadReport))]
[JsonSerializable(typeof(HeadDescription))]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class CoreJson : JsonSerializerContext
{
    /// <summary>Escapes what JSON and terminals need escaped and leaves other text readable; not for HTML.</summary>
    public static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As <see cref="Line"/>, over several indented lines.</summary>
    public static JsonWriterOptions Document { get; } = Line with { Indented = true, NewLine = "\n" };
}
