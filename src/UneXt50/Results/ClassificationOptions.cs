namespace UneXt50.Results;

/// <summary>Which classes of a prediction are reported.</summary>
/// <param name="Top">At most this many, best first; 1 or more.</param>
/// <param name="Threshold">Only those with at least this probability, 0..1; may leave none.</param>
public sealed record ClassificationOptions(int Top = 5, float Threshold = 0)
{
    internal IReadOnlyList<ClassScore> Select(Prediction prediction) =>
        [.. prediction.TopK(Top).TakeWhile(score => score.Probability >= Threshold)];
}
