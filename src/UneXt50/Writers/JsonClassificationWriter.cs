using System.Text.Json;
using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Classes as one JSON document: <c>schema_version</c>, <c>model</c>, <c>results</c> in input order, <c>summary</c>.
/// Results are written as they come, so memory does not grow with their number.
/// </summary>
internal sealed class JsonClassificationWriter : IResultWriter
{
    /// <summary>Raised when a field changes its meaning or goes; new fields leave it as it is.</summary>
    public const int SchemaVersion = 1;

    private readonly OutputFile _output;
    private readonly ClassificationOptions _options;
    private readonly Utf8JsonWriter _json;

    /// <summary>Writes the beginning of the document.</summary>
    /// <param name="output">Where to write; disposed with the writer.</param>
    /// <param name="options">Which classes to report.</param>
    /// <param name="modelPath">The model's file, as the user named it.</param>
    /// <param name="card">The model's card.</param>
    public JsonClassificationWriter(
        OutputFile output, ClassificationOptions options, string modelPath, ModelCard card)
    {
        _output = output;
        _options = options;
        _json = new Utf8JsonWriter(output, CoreJson.Document);
        _json.WriteStartObject();
        _json.WriteNumber("schema_version", SchemaVersion);
        _json.WritePropertyName("model");
        JsonSerializer.Serialize(_json, ModelIdentity.From(modelPath, card), CoreJson.Default.ModelIdentity);
        _json.WriteStartArray("results");
    }

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        JsonSerializer.Serialize(
            _json, ClassificationRow.From(outcome, _options), CoreJson.Default.ClassificationRow);
        _json.Flush();
    }

    /// <summary>Does nothing: half a document is none.</summary>
    public void Checkpoint()
    {
    }

    /// <inheritdoc/>
    public void Complete(RunSummary summary)
    {
        _json.WriteEndArray();
        _json.WritePropertyName("summary");
        JsonSerializer.Serialize(_json, summary, CoreJson.Default.RunSummary);
        _json.WriteEndObject();
        _json.Flush();
        _output.WriteByte((byte)'\n');
        _output.Complete();
    }

    /// <summary>Drops what was not completed; disposing the JSON writer, which is memory only, would flush.</summary>
    public void Dispose() => _output.Dispose();

    /// <summary>Which model the results come from, as JSON has it.</summary>
    internal sealed record ModelIdentity(
        string File, string Architecture, string Precision, int InputSize, int Classes, string SourceSha256)
    {
        public static ModelIdentity From(string path, ModelCard card) => new(
            path, card.Architecture, card.Precision, card.Preprocess.InputSize, card.Labels.Count, card.SourceSha256);
    }
}
