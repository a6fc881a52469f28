using UneXt50.Toolchain.Quantization;

namespace UneXt50.Toolchain.Fetch;

/// <summary>What a fetch made.</summary>
/// <param name="CheckpointPath">The checkpoint it was made of.</param>
/// <param name="Import">The float32 model.</param>
/// <param name="Quantization">What quantization did; null for a float32 model.</param>
public sealed record FetchSummary(string CheckpointPath, ImportSummary Import, QuantizationReport? Quantization);
