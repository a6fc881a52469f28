using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>The JSON shapes of results; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClassificationRow))]
[JsonSerializable(typeof(FeatureRow))]
[JsonSerializable(typeof(ModelIdentity))]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class ResultsJson : JsonSerializerContext
{
    /// <summary>Escapes what JSON and terminals need escaped and leaves other text readable; not for HTML.</summary>
    public static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As <see cref="Line"/>, over several indented lines.</summary>
    public static JsonWriterOptions Document { get; } = Line with { Indented = true, NewLine = "\n" };
}
