namespace UneXt50.Heads;

/// <summary>Two photos nearly the same, one of which was held back while the other was learned from.</summary>
/// <param name="First">Name of one.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Cosine">Of their feature vectors.</param>
public sealed record NearDuplicate(string First, string Second, double Cosine);
