using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>One answer about one photo, as text and tables show it.</summary>
/// <param name="Head">The head's name; null for the model's own classes.</param>
/// <param name="Labels">All classes there are.</param>
/// <param name="Scores">Those reported, best first.</param>
/// <param name="IsUnknown">Whether the photo is unlike any class; there are no scores then.</param>
/// <param name="Raw">The outputs of a head without labels; otherwise none.</param>
internal sealed record ClassificationAnswer(
    string? Head, IReadOnlyList<string> Labels, IReadOnlyList<ClassScore> Scores, bool IsUnknown,
    IReadOnlyList<NamedOutput> Raw);
