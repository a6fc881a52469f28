namespace UneXt50.Benchmarking;

/// <summary>Another model, measured in turns with the first.</summary>
/// <param name="Model">The other model.</param>
/// <param name="LoadMilliseconds">Loading it.</param>
/// <param name="LatencyMilliseconds">Its times by stage.</param>
/// <param name="Ratio">Its time for a photo over the first model's.</param>
/// <param name="InferenceRatio">The same for the network alone.</param>
public sealed record Comparison(
    BenchmarkedModel Model, SampleStatistics LoadMilliseconds, StageFigures LatencyMilliseconds, PairedRatio Ratio,
    PairedRatio InferenceRatio);
