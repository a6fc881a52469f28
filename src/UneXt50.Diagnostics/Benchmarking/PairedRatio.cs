using UneXt50.Statistics;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// How one thing's times compare with another's, both measured in turns: the median of the ratios of the pairs, with a
/// 95 % interval by the percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter
/// 13). What slows a machine down for a while falls on both sides of a pair and leaves its ratio alone.
/// </summary>
/// <param name="Median">The median ratio; below 1, the second thing is the faster one.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Pairs">How many pairs were measured, at least 1.</param>
public sealed record PairedRatio(double Median, double Low, double High, int Pairs)
{
    /// <summary>How the interval is found, for reports.</summary>
    public const string Method = "95 % interval by percentile bootstrap of the median ratio of pairs, 2,000 resamples";

    private const int Resamples = 2000;
    private const ulong Seed = 0x756E65787435; // "unext5": any will do, as long as the same data give the same interval

    /// <summary>Compares two series measured in turns.</summary>
    /// <param name="first">The times that are taken for 1, each above 0.</param>
    /// <param name="second">The other's times, as many.</param>
    public static PairedRatio Estimate(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count, nameof(second));
        double[] ratios = [.. first.Zip(second, (one, other) => other / one)];
        var medians = new double[Resamples];
        var resample = new double[ratios.Length];
        var random = new SplitMix64(Seed);
        for (var i = 0; i < Resamples; i++)
        {
            for (var k = 0; k < resample.Length; k++) resample[k] = ratios[random.Below(ratios.Length)];
            medians[i] = MedianOf(resample);
        }

        Array.Sort(medians);
        return new PairedRatio(
            Rounded(MedianOf(ratios)), Rounded(Percentile.Of(medians, 0.025)), Rounded(Percentile.Of(medians, 0.975)),
            ratios.Length);
    }

    private static double MedianOf(double[] values)
    {
        Array.Sort(values);
        return Percentile.Of(values, 0.5);
    }

    private static double Rounded(double ratio) => Math.Round(ratio, 6);
}
