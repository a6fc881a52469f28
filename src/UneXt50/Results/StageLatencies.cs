namespace UneXt50.Results;

/// <summary>The latency of each stage over a run.</summary>
/// <param name="Decode">Bytes to upright RGB.</param>
/// <param name="Preprocess">RGB to the input tensor.</param>
/// <param name="Inference">Tensor to features and logits; of a batch, each photo's share.</param>
/// <param name="Total">The sum of the three, photo by photo; stages of different photos may overlap in time.</param>
public sealed record StageLatencies(
    LatencyStatistics Decode, LatencyStatistics Preprocess, LatencyStatistics Inference, LatencyStatistics Total);
