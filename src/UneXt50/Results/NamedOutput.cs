namespace UneXt50.Results;

/// <summary>One output of a downstream model for one photo.</summary>
/// <param name="Name">What the model calls it.</param>
/// <param name="Values">Its numbers, row by row where it has several dimensions.</param>
public sealed record NamedOutput(string Name, float[] Values);
