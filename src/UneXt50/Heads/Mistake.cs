namespace UneXt50.Heads;

/// <summary>A photo that was given the wrong class.</summary>
/// <param name="Photo">Its name.</param>
/// <param name="Label">What it is.</param>
/// <param name="Predicted">What it was taken for.</param>
/// <param name="Probability">How sure of that the head was.</param>
public sealed record Mistake(string Photo, string Label, string Predicted, double Probability);
