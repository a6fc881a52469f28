using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>One input's features as JSON has them: either features and milliseconds, or error.</summary>
internal sealed record FeatureRow(
    string Input, string? Camera, string? Time, string? Region, float[]? Features, StageMilliseconds? Milliseconds,
    string? Error)
{
    public static FeatureRow From(Outcome outcome, FeatureNormalization normalization) =>
        outcome.Prediction is { } prediction
            ? new(
                outcome.Input, outcome.Capture?.Camera, outcome.Time, outcome.Capture?.Region,
                normalization.Apply(prediction.Features), StageMilliseconds.From(prediction.Times), null)
            : new(
                outcome.Input, outcome.Capture?.Camera, outcome.Time, outcome.Capture?.Region, null, null,
                outcome.Status());

    /// <summary>The row as a line of JSON, without the line feed.</summary>
    public byte[] ToLine() => CoreJson.ToLine(this, CoreJson.Default.FeatureRow);
}
