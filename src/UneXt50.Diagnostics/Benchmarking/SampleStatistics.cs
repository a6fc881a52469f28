using UneXt50.Statistics;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>A sample of times in figures, in milliseconds. Every value counts, outliers too.</summary>
/// <param name="Count">How many values there are, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Min">The least.</param>
/// <param name="P50">The median; this and the other percentiles as numpy interpolates them.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Outliers">How many lie outside <see cref="TukeyFences"/>.</param>
public sealed record SampleStatistics(
    int Count, double Mean, double Min, double P50, double P90, double P95, double P99, double Max, int Outliers)
{
    /// <summary>The figures of a sample, rounded to 0.1 microseconds, the resolution of the clock.</summary>
    /// <param name="milliseconds">At least one value, in any order.</param>
    public static SampleStatistics Compute(IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        double At(double share) => Rounded(Percentile.Of(sorted, share));
        return new SampleStatistics(
            sorted.Length, Rounded(sorted.Average()), Rounded(sorted[0]), At(0.5), At(0.9), At(0.95), At(0.99),
            Rounded(sorted[^1]), sorted.Count(TukeyFences.Compute(sorted).Excludes));
    }

    private static double Rounded(double milliseconds) => Math.Round(milliseconds, 4);
}
