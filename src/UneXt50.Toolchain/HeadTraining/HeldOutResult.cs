namespace UneXt50.Toolchain.HeadTraining;

/// <summary>What heads that had not seen a photo said of it, under one setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="LogLoss">Mean of -log of the probability of the true class.</param>
/// <param name="StandardError">Of that mean.</param>
/// <param name="Predicted">The most probable class of each photo.</param>
/// <param name="Probability">Its probability.</param>
internal sealed record HeldOutResult(
    double Setting, double LogLoss, double StandardError, int[] Predicted, double[] Probability);
