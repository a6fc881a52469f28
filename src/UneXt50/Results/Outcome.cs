namespace UneXt50.Results;

/// <summary>What became of one input: a prediction or an error, never both.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Prediction">The answer, or null when the input failed.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record Outcome(string Input, Prediction? Prediction, UneXt50Exception? Error)
{
    /// <summary>Where a frame of a camera comes from; null for photos.</summary>
    public Capture? Capture { get; init; }
}
