using System.Globalization;
using System.Runtime.CompilerServices;
using UneXt50.Diagnostics.Benchmarking;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Benchmarking;

/// <summary>Held against numpy (golden/make_goldens.py).</summary>
public sealed class StatisticsTests
{
    public static TheoryData<int> Samples => [0, 1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Percentiles_are_those_of_numpy(int sample)
    {
        var (first, expected) = (Row("first", sample), Row("percentiles", sample));

        var figures = SampleStatistics.Compute(first);

        double[] actual = [figures.Min, figures.P50, figures.P90, figures.P95, figures.P99, figures.Max];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance: 5.1e-5));
        Assert.Equal(first.Average(), figures.Mean, tolerance: 5.1e-5);
        Assert.Equal(first.Length, figures.Count);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_interval_of_a_ratio_is_the_one_numpy_finds_on_the_same_resamples(int sample)
    {
        var expected = Row("interval", sample);

        var ratio = PairedRatio.Estimate(Row("first", sample), Row("second", sample));

        double[] actual = [ratio.Median, ratio.Low, ratio.High];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance: 5.1e-7));
        Assert.InRange(ratio.Median, ratio.Low, ratio.High);
    }

    [Fact]
    public void A_drift_that_slows_both_of_a_pair_leaves_their_ratio_alone()
    {
        double[] first = [.. Enumerable.Range(1, 40).Select(i => 10.0 * i)];
        double[] second = [.. first.Select(time => 1.25 * time)];

        Assert.Equal(new PairedRatio(1.25, 1.25, 1.25, 40), PairedRatio.Estimate(first, second));
    }

    [Fact]
    public void Pairs_need_as_many_of_each() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedRatio.Estimate([1, 2], [1]));

    [Fact]
    public void Outliers_lie_three_interquartile_ranges_outside_the_quartiles()
    {
        // Quartiles 10 and 12: the fences are 4 and 18, which are no outliers themselves.
        double[] sorted = [4, 10, 10, 10, 10, 11, 12, 12, 12, 12, 18];
        var fences = TukeyFences.Compute(sorted);

        Assert.Equal(new TukeyFences(4, 18), fences);
        Assert.DoesNotContain(sorted, fences.Excludes);
        Assert.True(fences.Excludes(3.999) && fences.Excludes(18.001));
    }

    [Fact]
    public void Outliers_are_counted_and_stay_in_the_figures()
    {
        var figures = SampleStatistics.Compute([10, 11, 10, 11, 10, 500, 11, 10]);

        Assert.Equal((1, 8, 500.0), (figures.Outliers, figures.Count, figures.Max));
    }

    [Fact]
    public void Random_numbers_are_those_of_the_paper()
    {
        // The first numbers of the reference implementation (prng.di.unimi.it/splitmix64.c) for the seed 1234567.
        var random = new SplitMix64(1234567);

        Assert.Equal([6457827717110365317UL, 3203168211198807973UL], [random.Next(), random.Next()]);
    }

    private static double[] Row(string name, int sample, [CallerFilePath] string source = "") =>
    [
        .. File.ReadLines(Path.Join(Path.GetDirectoryName(source), "golden/statistics.tsv"))
            .Where(line => line.StartsWith(name, StringComparison.Ordinal)).ElementAt(sample)
            .Split('\t').Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)),
    ];
}
