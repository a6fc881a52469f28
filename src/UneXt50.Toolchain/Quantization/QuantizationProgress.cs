namespace UneXt50.Toolchain.Quantization;

/// <summary>How far a quantization is.</summary>
/// <param name="Step">What is being done, for people: "calibrating: histograms".</param>
/// <param name="Fraction">How much of this step is done, 0 to 1. Every step begins with 0 and ends with 1.</param>
public readonly record struct QuantizationProgress(string Step, double Fraction);
