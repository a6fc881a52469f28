namespace UneXt50.Toolchain.HeadTraining;

/// <summary>A photo to learn from.</summary>
/// <param name="Name">What reports call it: its path in the training folder.</param>
/// <param name="Label">Its class.</param>
/// <param name="Features">Its feature vector, as <see cref="UneXt50Model.ForwardFeatures(string)"/> gives it.</param>
/// <param name="Sha256">Of the encoded photo, lower-case hex: tells copies. Empty when unknown.</param>
public sealed record LabelledPhoto(string Name, string Label, float[] Features, string Sha256 = "");
