using System.Globalization;
using System.Text;
using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Classes for people. With one class asked for, a line per photo: probability, label, input. With more, the input's
/// line and below it a line per class. A photo that is strange to the model has the word behind its best class. Not a
/// format for programs: it may change in any release.
/// </summary>
/// <param name="output">Where to write; disposed with the writer.</param>
/// <param name="options">Which classes to show.</param>
/// <param name="colour">Whether to write ANSI colours; the caller knows whether this is a terminal.</param>
internal sealed class TextClassificationWriter(OutputFile output, ClassificationOptions options, bool colour)
    : IResultWriter
{
    private const string Strange = "strange";
    private const int MostValues = 8;
    private const string Bold = "\e[1m";
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Reset = "\e[0m";

    private readonly StringBuilder _text = new();
    private int _labelWidth;

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        _text.Clear();
        if (options.Top == 1) AppendLine(outcome);
        else AppendBlock(outcome);
        output.Write(Encoding.UTF8.GetBytes(_text.ToString()));
        output.Flush();
    }

    /// <inheritdoc/>
    public void Checkpoint() => output.Checkpoint();

    /// <inheritdoc/>
    public void Complete(RunSummary summary) => output.Complete();

    /// <inheritdoc/>
    public void Dispose() => output.Dispose();

    private void AppendLine(Outcome outcome)
    {
        var input = TerminalText.Escape(outcome.Input);
        if (outcome.Error is { } error)
        {
            _text.Append(Painted(Red, "  failed")).Append("  ").Append(input).Append(": ")
                .Append(TerminalText.Escape(error.Explanation())).Append('\n');
            return;
        }

        foreach (var answer in options.Answers(outcome.Prediction!))
        {
            _labelWidth = Math.Max(_labelWidth, answer.Labels.Select(Width).DefaultIfEmpty(4).Max());
            var best = answer.Scores is [var first, ..] ? first : null;
            var percent = best is null ? "       -" : Percent(best);
            var label = answer.IsUnknown ? ClassNames.Unknown
                : answer.Raw.Count > 0 ? Summary(answer.Raw[0]) : best is null ? "" : TerminalText.Escape(best.Label);
            _text.Append(percent).Append("  ")
                .Append(Painted(answer.IsUnknown ? Red : Green, label.PadRight(_labelWidth)))
                .Append("  ");
            if (answer.Head is { } head && outcome.Prediction!.Heads.Count > 1)
                _text.Append(TerminalText.Escape(head)).Append("  ");
            _text.Append(input);
            if (answer.IsStrange) _text.Append("  ").Append(Painted(Red, Strange));
            _text.Append('\n');
        }
    }

    private void AppendBlock(Outcome outcome)
    {
        _text.Append(Painted(Bold, TerminalText.Escape(outcome.Input))).Append('\n');
        if (outcome.Error is { } error)
        {
            _text.Append("  ").Append(Painted(Red, "failed")).Append(": ")
                .Append(TerminalText.Escape(error.Explanation())).Append('\n');
            return;
        }

        foreach (var answer in options.Answers(outcome.Prediction!)) AppendAnswer(answer);
    }

    private void AppendAnswer(ClassificationAnswer answer)
    {
        var indent = "  ";
        if (answer.Head is { } head)
        {
            _text.Append("  ").Append(TerminalText.Escape(head)).Append('\n');
            indent = "    ";
        }

        foreach (var output in answer.Raw)
        {
            _text.Append(indent).Append(TerminalText.Escape(output.Name)).Append("  ")
                .Append(Summary(output)).Append('\n');
        }

        if (answer.IsUnknown) _text.Append(indent).Append(Painted(Red, ClassNames.Unknown)).Append('\n');
        else if (answer.Raw.Count == 0 && answer.Scores.Count == 0)
        {
            _text.Append(indent)
                .Append(CultureInfo.InvariantCulture, $"no class reaches {100 * options.Threshold:0.##} %\n");
        }

        for (var rank = 0; rank < answer.Scores.Count; rank++)
        {
            var label = TerminalText.Escape(answer.Scores[rank].Label);
            _text.Append(indent).Append(Percent(answer.Scores[rank])).Append("  ")
                .Append(rank == 0 ? Painted(Green, label) : label);
            if (rank == 0 && answer.IsStrange) _text.Append("  ").Append(Painted(Red, Strange));
            _text.Append('\n');
        }
    }

    private static int Width(string label) => TerminalText.Escape(label).Length;

    private static string Summary(NamedOutput output) =>
        string.Join(
            ' ', output.Values.Take(MostValues).Select(value => value.ToString("G6", CultureInfo.InvariantCulture)))
        + (output.Values.Length > MostValues ? $" ... ({output.Values.Length} values)" : "");

    private static string Percent(ClassScore score) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * score.Probability,6:F2} %");

    private string Painted(string paint, string text) => colour ? paint + text + Reset : text;
}
