namespace UneXt50.Heads;

/// <summary>How many photos of a class were recognised.</summary>
/// <param name="Label">The class.</param>
/// <param name="Recall">Those recognised, of all of that class.</param>
public sealed record ClassRecall(string Label, Proportion Recall);
