namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>The command lines of fresh processes, each the program and all of its arguments.</summary>
/// <param name="Version">Prints a line and ends.</param>
/// <param name="Answer">Prints the answer for one photo from standard input.</param>
/// <param name="Summary">
/// The same as a JSON object with <c>summary.peak_resident_bytes</c>; null for a model without classes, which has none.
/// </param>
public sealed record FreshCommands(
    IReadOnlyList<string> Version, Func<FreshModel, IReadOnlyList<string>> Answer,
    Func<FreshModel, IReadOnlyList<string>?> Summary);

/// <summary>What a fresh process loads.</summary>
/// <param name="Path">The model.</param>
/// <param name="HasClasses">Whether it classifies, itself or by the head; else its answer is a feature vector.</param>
/// <param name="HeadPath">A head behind it, or null.</param>
public sealed record FreshModel(string Path, bool HasClasses, string? HeadPath = null);
