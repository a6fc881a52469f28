namespace UneXt50.Results;

/// <summary>
/// Classes as CSV with the header <c>input,status,rank,index,label,probability</c>: a row per input and class, best
/// first. An input without a class (it failed, or nothing reached the threshold) has one row with the last four fields
/// empty; <c>status</c> is <c>ok</c> or what went wrong.
/// </summary>
internal sealed class CsvClassificationWriter : IResultWriter
{
    private readonly OutputFile _output;
    private readonly ClassificationOptions _options;
    private readonly CsvRows _rows;

    /// <summary>Writes the header.</summary>
    /// <param name="output">Where to write; disposed with the writer.</param>
    /// <param name="options">Which classes to report.</param>
    public CsvClassificationWriter(OutputFile output, ClassificationOptions options)
    {
        _output = output;
        _options = options;
        _rows = new CsvRows(output);
        _rows.Add("input").Add("status").Add("rank").Add("index").Add("label").Add("probability").End();
    }

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        var scores = outcome.Prediction is { } prediction ? _options.Select(prediction) : [];
        if (scores.Count == 0) _rows.Add(outcome.Input).Add(outcome.Status()).AddEmpty(4).End();
        for (var i = 0; i < scores.Count; i++)
        {
            _rows.Add(outcome.Input).Add(outcome.Status())
                .Add(i + 1).Add(scores[i].Index).Add(scores[i].Label).Add(scores[i].Probability).End();
        }
    }

    /// <inheritdoc/>
    public void Complete(RunSummary summary) => _output.Complete();

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();
}
