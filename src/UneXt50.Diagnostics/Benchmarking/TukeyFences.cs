using UneXt50.Statistics;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// Where outliers begin: more than three interquartile ranges outside the quartiles, Tukey's outer fences
/// ("Exploratory Data Analysis", 1977). Outliers are flagged and stay in the figures.
/// </summary>
/// <param name="Low">Values below are outliers.</param>
/// <param name="High">Values above are outliers.</param>
public sealed record TukeyFences(double Low, double High)
{
    /// <summary>The rule in words, for reports.</summary>
    public const string Rule = "more than 3 interquartile ranges outside the quartiles (Tukey's outer fences)";

    /// <summary>Whether a value lies outside.</summary>
    public bool Excludes(double value) => value < Low || value > High;

    /// <param name="sorted">The sample in ascending order, at least one value.</param>
    internal static TukeyFences Compute(ReadOnlySpan<double> sorted)
    {
        var (first, third) = (Percentile.Of(sorted, 0.25), Percentile.Of(sorted, 0.75));
        var reach = 3 * (third - first);
        return new TukeyFences(first - reach, third + reach);
    }
}
