namespace UneXt50.Toolchain.Quantization;

/// <summary>What all passes over photos have in common.</summary>
/// <param name="InputSize">Side of the network's input in pixels.</param>
/// <param name="Progress">Told how far a pass is; may be null.</param>
/// <param name="Cancellation">Ends a pass between two photos.</param>
internal sealed record PassContext(
    int InputSize, IProgress<QuantizationProgress>? Progress, CancellationToken Cancellation);
