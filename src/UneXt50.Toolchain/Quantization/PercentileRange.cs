using System.Globalization;

namespace UneXt50.Toolchain.Quantization;

/// <summary>The smallest range that leaves out at most half of (100 - percent) % of the values at either end.</summary>
/// <param name="percent">How many values of a hundred stay inside, above 0 and at most 100.</param>
internal sealed class PercentileRange(double percent) : IRangeMethod
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"percentile {percent}");

    public ActivationRange Choose(ActivationHistogram histogram)
    {
        var counts = histogram.Counts;
        var total = 0L;
        foreach (var count in counts) total += count;
        var spare = (long)(total * (100 - percent) / 200);

        var (first, below) = (0, 0L);
        while (first < counts.Length - 1 && below + counts[first] <= spare) below += counts[first++];
        var (last, above) = (counts.Length - 1, 0L);
        while (last > first && above + counts[last] <= spare) above += counts[last--];

        // Bins' outer edges; the extremes themselves rather than rounded sums of widths.
        var seen = histogram.Seen;
        var min = first == 0 ? seen.Min : (float)(seen.Min + first * histogram.BinWidth);
        var max = last == counts.Length - 1 ? seen.Max : (float)(seen.Min + (last + 1) * histogram.BinWidth);
        return ActivationRange.Including(min, max);
    }
}
