using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Classes as one JSON document: <c>schema_version</c>, <c>model</c>, <c>results</c> in input order, <c>summary</c>.
/// Results are written as they come, so memory does not grow with their number.
/// </summary>
internal sealed class JsonClassificationWriter : IResultWriter
{
    private readonly OutputFile _output;
    private readonly ClassificationOptions _options;
    private readonly ResultsDocument<ClassificationRow> _document;

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
        _document = new ResultsDocument<ClassificationRow>(
            output, CoreJson.Default.ClassificationRow, modelPath, card);
    }

    /// <inheritdoc/>
    public void Write(Outcome outcome) => _document.Write(ClassificationRow.From(outcome, _options));

    /// <summary>Does nothing: half a document is none.</summary>
    public void Checkpoint()
    {
    }

    /// <inheritdoc/>
    public void Complete(RunSummary summary)
    {
        _document.Complete(summary);
        _output.Complete();
    }

    /// <summary>Drops what was not completed.</summary>
    public void Dispose()
    {
        _document.Dispose();
        _output.Dispose();
    }
}
