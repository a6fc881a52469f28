namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>Another model, or the same on the other engine, measured in turns with the first.</summary>
/// <param name="Model">The other model.</param>
/// <param name="LoadMilliseconds">Loading it.</param>
/// <param name="LatencyMilliseconds">Its times by stage.</param>
/// <param name="Ratio">Its time for a photo over the first model's.</param>
/// <param name="InferenceRatio">The same for the network alone.</param>
/// <param name="Agreement">How far the results of two engines agree; null where the models are two.</param>
public sealed record Comparison(
    BenchmarkedModel Model, SampleStatistics LoadMilliseconds, StageFigures LatencyMilliseconds, PairedRatio Ratio,
    PairedRatio InferenceRatio, Agreement? Agreement = null);
