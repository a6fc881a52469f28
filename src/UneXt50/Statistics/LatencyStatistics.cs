namespace UneXt50.Statistics;

/// <summary>How long one stage took over a run, in milliseconds, rounded to the microsecond.</summary>
/// <param name="Count">Photos counted; with none, the other figures are 0.</param>
/// <param name="Mean">Exact mean.</param>
/// <param name="P50">Median, by nearest rank; like the other percentiles within 0.4 %.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">Exact maximum.</param>
public sealed record LatencyStatistics(long Count, double Mean, double P50, double P95, double P99, double Max);
