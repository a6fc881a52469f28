using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Classes as CSV with the header <c>input,status,rank,index,label,probability</c>: a row per input and class, best
/// first. An input without a class (it failed, or nothing reached the threshold) has one row with the last four fields
/// empty; <c>status</c> is <c>ok</c> or what went wrong. Answers of heads have three columns more,
/// <c>head,output,value</c>: a head without labels has a row per value, its number in <c>index</c>; a photo unlike any
/// class has one row with the label <c>unknown</c> and no probability. Rows of a model that has stored which photos it
/// knows have <c>known</c> behind these. Rows of a camera end with <c>camera,time</c>, of
/// named regions with <c>region</c> too, of films with <c>time</c>.
/// </summary>
internal sealed class CsvClassificationWriter : IRowWriter
{
    private readonly OutputFile _output;
    private readonly ClassificationOptions _options;
    private readonly bool _withHeads;
    private readonly bool _withKnown;
    private readonly OriginColumns _origin;
    private readonly CsvRows _rows;

    /// <summary>Writes the header.</summary>
    /// <param name="output">Where to write; disposed with the writer.</param>
    /// <param name="options">Which classes to report.</param>
    /// <param name="withHeads">Whether predictions carry answers of heads.</param>
    /// <param name="origin">What rows say of where a frame comes from.</param>
    /// <param name="withKnown">Whether predictions say how known a photo is.</param>
    public CsvClassificationWriter(OutputFile output, ClassificationOptions options, bool withHeads,
        OriginColumns origin = OriginColumns.None, bool withKnown = false)
    {
        _output = output;
        _options = options;
        (_withHeads, _withKnown, _origin) = (withHeads, withKnown, origin);
        _rows = new CsvRows(output);
        _rows.Add("input").Add("status").Add("rank").Add("index").Add("label").Add("probability");
        if (withHeads) _rows.Add("head").Add("output").Add("value");
        if (withKnown) _rows.Add("known");
        _rows.AddOriginNames(origin).End();
    }

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        if (outcome.Prediction is not { } prediction)
        {
            Begin(outcome).AddEmpty(4);
            End(outcome, head: "");
            return;
        }

        foreach (var answer in _options.Answers(prediction)) Write(outcome, answer);
    }

    /// <inheritdoc/>
    public void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values) => _output.Write(text);

    /// <inheritdoc/>
    public void Checkpoint() => _output.Checkpoint();

    /// <inheritdoc/>
    public void Complete(RunSummary summary) => _output.Complete();

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private void Write(Outcome outcome, ClassificationAnswer answer)
    {
        var head = answer.Head ?? "";
        if (answer.IsUnknown)
        {
            Begin(outcome).AddEmpty(2).Add(ClassNames.Unknown).AddEmpty();
            End(outcome, head);
            return;
        }

        foreach (var output in answer.Raw)
        {
            for (var i = 0; i < output.Values.Length; i++)
            {
                Begin(outcome).AddEmpty().Add(i).AddEmpty(2).Add(head).Add(output.Name).Add(output.Values[i]);
                End(outcome);
            }
        }

        if (answer.Raw.Count > 0) return;
        if (answer.Scores.Count == 0)
        {
            Begin(outcome).AddEmpty(4);
            End(outcome, head);
        }

        for (var i = 0; i < answer.Scores.Count; i++)
        {
            var score = answer.Scores[i];
            Begin(outcome).Add(i + 1).Add(score.Index).Add(score.Label).Add(score.Probability);
            End(outcome, head);
        }
    }

    private CsvRows Begin(Outcome outcome) => _rows.Add(outcome.Input).Add(outcome.Status());

    private void End(Outcome outcome, string head)
    {
        if (_withHeads) _rows.Add(head).AddEmpty(2);
        End(outcome);
    }

    private void End(Outcome outcome)
    {
        if (_withKnown)
        {
            if (outcome.Prediction?.Known is { } known) _rows.Add(known);
            else _rows.AddEmpty();
        }

        _rows.AddOrigin(outcome, _origin).End();
    }
}
