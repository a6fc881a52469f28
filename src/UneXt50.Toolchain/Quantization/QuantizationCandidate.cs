namespace UneXt50.Toolchain.Quantization;

/// <summary>One way of choosing ranges that was tried.</summary>
/// <param name="Activations">How activation ranges were chosen: "min-max", "percentile 99.99" and the like.</param>
/// <param name="Weights">How weight ranges were chosen: "min-max" or "mean squared error".</param>
/// <param name="Fidelity">Fidelity on the calibration photos, by which the choice is made.</param>
public sealed record QuantizationCandidate(string Activations, string Weights, FidelityReport Fidelity);
