using System.Globalization;
using System.Text;

namespace UneXt50.Results;

/// <summary>
/// Classes for people. With one class asked for, a line per photo: probability, label, input. With more, the input's
/// line and below it a line per class. Not a format for programs: it may change in any release.
/// </summary>
/// <param name="output">Where to write; disposed with the writer.</param>
/// <param name="options">Which classes to show.</param>
/// <param name="colour">Whether to write ANSI colours; the caller knows whether this is a terminal.</param>
internal sealed class TextClassificationWriter(OutputFile output, ClassificationOptions options, bool colour)
    : IResultWriter
{
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

        var prediction = outcome.Prediction!;
        if (_labelWidth == 0)
        {
            _labelWidth = prediction.Labels.Select(label => TerminalText.Escape(label).Length).DefaultIfEmpty(4).Max();
        }

        var best = options.Select(prediction) is [var first, ..] ? first : null;
        var percent = best is null ? "       -" : Percent(best);
        var label = best is null ? "" : TerminalText.Escape(best.Label);
        _text.Append(percent).Append("  ").Append(Painted(Green, label.PadRight(_labelWidth)))
            .Append("  ").Append(input).Append('\n');
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

        var scores = options.Select(outcome.Prediction!);
        if (scores.Count == 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $"  no class reaches {100 * options.Threshold:0.##} %\n");
        }

        for (var rank = 0; rank < scores.Count; rank++)
        {
            var label = TerminalText.Escape(scores[rank].Label);
            _text.Append("  ").Append(Percent(scores[rank])).Append("  ")
                .Append(rank == 0 ? Painted(Green, label) : label).Append('\n');
        }
    }

    private static string Percent(ClassScore score) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * score.Probability,6:F2} %");

    private string Painted(string paint, string text) => colour ? paint + text + Reset : text;
}
