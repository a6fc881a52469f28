namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// An axis from 0, or near the least value, with ticks at round numbers (Heckbert, "Nice Numbers for Graph Labels",
/// 1990).
/// </summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Step">From tick to tick.</param>
internal sealed record NiceScale(double Low, double High, double Step)
{
    /// <summary>
    /// An axis for values from <paramref name="least"/> to <paramref name="most"/> with about that many ticks.
    /// </summary>
    public static NiceScale Fit(double least, double most, int ticks)
    {
        var range = most - least > 0 ? most - least : Math.Max(Math.Abs(most), 1) * 0.1;
        var rough = range / ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        return new NiceScale(Math.Floor(least / step) * step, Math.Ceiling((least + range) / step) * step, step);
    }

    /// <summary>The ticks' values.</summary>
    public IEnumerable<double> Ticks =>
        Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => Low + (i * Step));

    /// <summary>How far along the axis a value lies, 0 to 1.</summary>
    public double Share(double value) => (value - Low) / (High - Low);
}
