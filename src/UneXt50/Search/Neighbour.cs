namespace UneXt50.Search;

/// <summary>A row of a file that was found.</summary>
/// <param name="Row">Which one, from 0.</param>
/// <param name="Value">The cosine or the distance, by the metric; finite.</param>
public readonly record struct Neighbour(int Row, float Value);
