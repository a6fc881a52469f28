namespace UneXt50.Statistics;

/// <summary>
/// Percentiles of a sample, interpolated between its two nearest values: type 7 of Hyndman and Fan, "Sample Quantiles
/// in Statistical Packages" (1996), which is numpy's default.
/// </summary>
internal static class Percentile
{
    /// <summary>The value below which <paramref name="share"/> of the sample lies.</summary>
    /// <param name="sorted">The sample in ascending order, at least one value.</param>
    /// <param name="share">0 (the least value) to 1 (the greatest).</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(sorted));
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
