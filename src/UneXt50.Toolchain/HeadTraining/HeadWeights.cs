namespace UneXt50.Toolchain.HeadTraining;

/// <summary>What a head computes with: logits = x W^T + b.</summary>
/// <param name="OnUnitVectors">Whether x is the feature vector divided by its length, or as it comes.</param>
/// <param name="Weights">W, a row for each class.</param>
/// <param name="Bias">b, a value for each class.</param>
internal sealed record HeadWeights(bool OnUnitVectors, float[][] Weights, float[] Bias);
