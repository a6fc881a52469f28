using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>Which classes of a prediction are reported.</summary>
/// <param name="Top">At most this many, best first; 1 or more.</param>
/// <param name="Threshold">Only those with at least this probability, 0..1; may leave none.</param>
public sealed record ClassificationOptions(int Top = 5, float Threshold = 0)
{
    internal IReadOnlyList<ClassScore> Select(Prediction prediction) =>
        prediction.IsUnknown ? [] : Select(prediction.TopK(Top));

    internal IReadOnlyList<ClassScore> Select(HeadAnswer answer) => answer.IsUnknown ? [] : Select(answer.TopK(Top));

    /// <summary>
    /// The answers for people and tables: those of the heads where there are any, else the model's own.
    /// </summary>
    internal IReadOnlyList<ClassificationAnswer> Answers(Prediction prediction) => prediction.Heads.Count == 0
        ? [new(null, prediction.Labels, Select(prediction), prediction.IsUnknown, [])
        {
            IsStrange = prediction.IsStrange && !prediction.IsUnknown,
        }]
        : [.. prediction.Heads.Select(head => new ClassificationAnswer(
            head.Head, head.Labels, Select(head), head.IsUnknown, head.Labels.Count == 0 ? head.Outputs : []))];

    private IReadOnlyList<ClassScore> Select(IEnumerable<ClassScore> best) =>
        [.. best.TakeWhile(score => score.Probability >= Threshold)];
}

/// <summary>One answer about one photo, as text and tables show it.</summary>
/// <param name="Head">The head's name; null for the model's own classes.</param>
/// <param name="Labels">All classes there are.</param>
/// <param name="Scores">Those reported, best first.</param>
/// <param name="IsUnknown">Whether the photo is unlike any class; there are no scores then.</param>
/// <param name="Raw">The outputs of a head without labels; otherwise none.</param>
internal sealed record ClassificationAnswer(
    string? Head, IReadOnlyList<string> Labels, IReadOnlyList<ClassScore> Scores, bool IsUnknown,
    IReadOnlyList<NamedOutput> Raw)
{
    /// <summary>Whether a word says that the model has hardly seen the like; heads have measures of their own.</summary>
    public bool IsStrange { get; init; }
}
