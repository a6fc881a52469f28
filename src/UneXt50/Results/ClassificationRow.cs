namespace UneXt50.Results;

/// <summary>One input's classes as JSON has them: either classes and milliseconds, or error.</summary>
internal sealed record ClassificationRow(
    string Input, IReadOnlyList<ClassScore>? Classes, StageMilliseconds? Milliseconds, string? Error)
{
    public static ClassificationRow From(Outcome outcome, ClassificationOptions options) =>
        outcome.Prediction is { } prediction
            ? new(outcome.Input, options.Select(prediction), StageMilliseconds.From(prediction.Times), null)
            : new(outcome.Input, null, null, outcome.Status());
}
