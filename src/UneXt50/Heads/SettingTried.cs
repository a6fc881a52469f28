namespace UneXt50.Heads;

/// <summary>What cross-validation found for one setting of the method.</summary>
/// <param name="Setting">C of the logistic regression, or the temperature of the centroid method.</param>
/// <param name="LogLoss">Mean of -log of the probability of the true class.</param>
/// <param name="Accuracy">Share of photos given their class.</param>
public sealed record SettingTried(double Setting, double LogLoss, double Accuracy);
