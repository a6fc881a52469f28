namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>How it was measured.</summary>
/// <param name="Photos">The photos, or what stood for them.</param>
/// <param name="Threads">Threads of the network outside the sweep.</param>
/// <param name="Exact">Whether every photo was decoded at full size.</param>
/// <param name="WarmUp">Runs that did not count.</param>
/// <param name="OutlierRule">When a run is flagged.</param>
/// <param name="IntervalMethod">How intervals of ratios were found.</param>
public sealed record BenchmarkSettings(
    string Photos, int Threads, bool Exact, int WarmUp, string OutlierRule, string IntervalMethod);
