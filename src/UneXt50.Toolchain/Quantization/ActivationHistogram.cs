namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// How often an activation took which value: counts in equal bins between the smallest and largest value seen. Counts
/// are whole numbers, so histograms add up to the same whatever the order and the number of threads.
/// </summary>
internal sealed class ActivationHistogram
{
    /// <summary>Bins of every histogram: eight for each of the 256 levels.</summary>
    public const int BinCount = 2048;

    private readonly long[] _counts = new long[BinCount];
    private readonly float _binsPerUnit;

    /// <summary>An empty histogram.</summary>
    /// <param name="seen">The smallest and largest value, made to include zero.</param>
    public ActivationHistogram(ActivationRange seen)
    {
        Seen = seen;
        BinWidth = ((double)seen.Max - seen.Min) / BinCount;
        _binsPerUnit = BinWidth > 0 ? (float)(1 / BinWidth) : 0;
    }

    /// <summary>The smallest and largest value seen, and zero.</summary>
    public ActivationRange Seen { get; }

    /// <summary>Width of a bin in the activation's units; 0 if only zero was seen.</summary>
    public double BinWidth { get; }

    /// <summary>The counts, lowest values first.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The value in the middle of a bin.</summary>
    public double Centre(int bin) => Seen.Min + (bin + 0.5) * BinWidth;

    /// <summary>Counts values, all of them inside <see cref="Seen"/>.</summary>
    public void Count(ReadOnlySpan<float> values)
    {
        var min = Seen.Min;
        var binsPerUnit = _binsPerUnit;
        var counts = _counts;
        foreach (var value in values)
        {
            // The largest value falls on the upper edge of the last bin and is counted in it.
            counts[Math.Clamp((int)((value - min) * binsPerUnit), 0, BinCount - 1)]++;
        }
    }

    /// <summary>Adds the counts of a histogram over the same range.</summary>
    public void Add(ActivationHistogram other)
    {
        if (other.Seen != Seen) throw new ArgumentException("the two histograms have different bins", nameof(other));
        for (var bin = 0; bin < BinCount; bin++) _counts[bin] += other._counts[bin];
    }
}
