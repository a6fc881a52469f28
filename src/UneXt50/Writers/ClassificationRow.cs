using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>One input's classes as JSON has them: either classes and milliseconds, with heads
/// where there are any, or no classes and an error.</summary>
internal sealed record ClassificationRow(
    string Input, string? Camera, string? Time, IReadOnlyList<ClassScore> Classes, IReadOnlyList<HeadRow>? Heads,
        StageMilliseconds? Milliseconds,
    string? Error)
{
    public static ClassificationRow From(Outcome outcome, ClassificationOptions options) =>
        outcome.Prediction is { } prediction
            ? new(outcome.Input, outcome.Capture?.Camera, outcome.Capture?.Time, options.Select(prediction),
                HeadRows(prediction, options),
                StageMilliseconds.From(prediction.Times), null)
            : new(outcome.Input, outcome.Capture?.Camera, outcome.Capture?.Time, [], null, null, outcome.Status());

    private static IReadOnlyList<HeadRow>? HeadRows(Prediction prediction, ClassificationOptions options) =>
        prediction.Heads.Count == 0 ? null : [.. prediction.Heads.Select(answer => HeadRow.From(answer, options))];
}
