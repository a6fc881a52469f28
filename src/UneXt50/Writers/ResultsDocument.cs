using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// A JSON document of results: <c>schema_version</c>, <c>model</c>, <c>results</c>, <c>summary</c>. Rows are written as
/// they come.
/// </summary>
/// <typeparam name="TRow">A row of the results.</typeparam>
internal sealed class ResultsDocument<TRow> : IDisposable
{
    /// <summary>Raised when a field changes its meaning or goes; new fields leave it as it is.</summary>
    private const int SchemaVersion = 1;

    private readonly Stream _output;
    private readonly JsonTypeInfo<TRow> _shape;
    private readonly Utf8JsonWriter _json;

    /// <summary>Writes the beginning of the document.</summary>
    /// <param name="output">Where to write; it stays the caller's.</param>
    /// <param name="shape">Of a row.</param>
    /// <param name="modelPath">The model's file, as the user named it.</param>
    /// <param name="card">The model's card.</param>
    public ResultsDocument(Stream output, JsonTypeInfo<TRow> shape, string modelPath, ModelCard card)
    {
        (_output, _shape) = (output, shape);
        _json = new Utf8JsonWriter(output, CoreJson.Document);
        _json.WriteStartObject();
        _json.WriteNumber("schema_version", SchemaVersion);
        _json.WritePropertyName("model");
        JsonSerializer.Serialize(_json, ModelIdentity.From(modelPath, card), CoreJson.Default.ModelIdentity);
        _json.WriteStartArray("results");
    }

    public void Write(TRow row)
    {
        JsonSerializer.Serialize(_json, row, _shape);
        _json.Flush();
    }

    /// <summary>Writes its end.</summary>
    public void Complete(RunSummary summary)
    {
        _json.WriteEndArray();
        _json.WritePropertyName("summary");
        JsonSerializer.Serialize(_json, summary, CoreJson.Default.RunSummary);
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteByte((byte)'\n');
    }

    /// <summary>Drops what was not completed.</summary>
    public void Dispose()
    {
        _json.Reset(Stream.Null); // or it would still be written
        _json.Dispose();
    }
}

/// <summary>Which model the results come from, as JSON has it.</summary>
internal sealed record ModelIdentity(
    string File, string Architecture, string Precision, int InputSize, int Classes, string SourceSha256)
{
    public static ModelIdentity From(string path, ModelCard card) => new(
        path, card.Architecture, card.Precision, card.Preprocess.InputSize, card.Labels.Count, card.SourceSha256);
}
