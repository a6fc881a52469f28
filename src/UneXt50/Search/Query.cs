namespace UneXt50.Search;

/// <summary>What is searched by: a vector with a name, or why there is none.</summary>
/// <param name="Name">What results and messages call it.</param>
/// <param name="Vector">The vector, or null.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record Query(string Name, float[]? Vector, UneXt50Exception? Error = null);
