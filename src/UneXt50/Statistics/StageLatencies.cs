namespace UneXt50.Statistics;

/// <summary>The latency of each stage over a run.</summary>
/// <param name="Decode">Bytes to upright RGB.</param>
/// <param name="Preprocess">RGB to the input tensor.</param>
/// <param name="Inference">Tensor to features and logits; of a batch, each photo's share.</param>
/// <param name="Heads">Features to the answers of the heads; null where there were none.</param>
/// <param name="Rest">How long the network stood idle before a photo: waiting for its pixels, writing results.</param>
/// <param name="Total">
/// Decode, preprocess, inference and heads, photo by photo; those of different photos may overlap in time.
/// </param>
public sealed record StageLatencies(
    LatencyStatistics Decode, LatencyStatistics Preprocess, LatencyStatistics Inference, LatencyStatistics? Heads,
    LatencyStatistics Rest, LatencyStatistics Total);
