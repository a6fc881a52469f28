using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>One input's classes as JSON has them: either classes and milliseconds, with how known it is and with heads
/// where there are any, or an error and no classes. The error stands before the classes: by that a row that failed is
/// known when its file is continued.</summary>
internal sealed record ClassificationRow(
    string Input, string? Camera, string? Time, string? Region, string? Error, IReadOnlyList<ClassScore> Classes,
    float? Known, bool? Unknown, IReadOnlyList<HeadRow>? Heads, StageMilliseconds? Milliseconds)
{
    private static volatile Serialised? _last;

    public static ClassificationRow From(Outcome outcome, ClassificationOptions options) =>
        outcome.Prediction is { } prediction
            ? new(
                outcome.Input, outcome.Capture?.Camera, outcome.Time, outcome.Capture?.Region, null,
                options.Select(prediction), prediction.Known, prediction.IsUnknown ? true : null,
                HeadRows(prediction, options), StageMilliseconds.From(prediction.Times))
            : new(
                outcome.Input, outcome.Capture?.Camera, outcome.Time, outcome.Capture?.Region, outcome.Status(), [],
                null, null, null, null);

    /// <summary>
    /// The row as a line of JSON, without the line feed. It is serialised once where the same answer of a camera goes
    /// into a file and to a broker.
    /// </summary>
    public static byte[] Line(Outcome outcome, ClassificationOptions options)
    {
        if (_last is { } last && ReferenceEquals(last.Outcome, outcome) && last.Options == options) return last.Line;
        var line = CoreJson.ToLine(From(outcome, options), CoreJson.Default.ClassificationRow);
        _last = new Serialised(outcome, options, line);
        return line;
    }

    private static IReadOnlyList<HeadRow>? HeadRows(Prediction prediction, ClassificationOptions options) =>
        prediction.Heads.Count == 0 ? null : [.. prediction.Heads.Select(answer => HeadRow.From(answer, options))];

    private sealed record Serialised(Outcome Outcome, ClassificationOptions Options, byte[] Line);
}

/// <summary>
/// A head's answer as JSON has it: classes, none if it is unknown, or outputs of a head without labels.
/// </summary>
internal sealed record HeadRow(
    string Head, bool? Unknown, float? Distance, IReadOnlyList<ClassScore>? Classes,
    IReadOnlyDictionary<string, float[]>? Outputs)
{
    public static HeadRow From(HeadAnswer answer, ClassificationOptions options) => answer.Labels.Count > 0
        ? new(
            answer.Head, answer.Distance is null ? null : answer.IsUnknown, answer.Distance, options.Select(answer),
            null)
        : new(
            answer.Head, null, null, null, answer.Outputs.ToDictionary(output => output.Name, output => output.Values));
}
