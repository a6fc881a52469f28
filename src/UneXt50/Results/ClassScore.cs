namespace UneXt50.Results;

/// <summary>One class of an answer.</summary>
/// <param name="Index">Position in the logits, from 0.</param>
/// <param name="Label">Its name; the index in decimal where the model names none.</param>
/// <param name="Probability">Softmax of the logits, 0..1.</param>
public sealed record ClassScore(int Index, string Label, float Probability);
