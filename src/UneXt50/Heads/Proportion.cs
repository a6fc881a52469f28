using System.Globalization;

namespace UneXt50.Heads;

/// <summary>A share of successes with Wilson's 95 % score interval (1927), which holds for few trials too.</summary>
/// <param name="Successes">How many.</param>
/// <param name="Total">Of how many.</param>
public sealed record Proportion(int Successes, int Total)
{
    private const double Z = 1.959963984540054;

    /// <summary>The share, 0..1; 0 of nothing.</summary>
    public double Share => Total == 0 ? 0 : Math.Round((double)Successes / Total, 6);

    /// <summary>Lower end of the interval.</summary>
    public double Low => Total == 0 ? 0 : Math.Round(Math.Max(0, Centre - HalfWidth), 6);

    /// <summary>Upper end of the interval.</summary>
    public double High => Total == 0 ? 1 : Math.Round(Math.Min(1, Centre + HalfWidth), 6);

    private double Raw => (double)Successes / Total;

    private double Centre => (Raw + (Z * Z / (2 * Total))) / (1 + (Z * Z / Total));

    private double HalfWidth =>
        Z * Math.Sqrt((Raw * (1 - Raw) / Total) + (Z * Z / (4.0 * Total * Total))) / (1 + (Z * Z / Total));

    /// <summary>For people: "90.0 % (95 % interval 85.5 to 93.2)".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{100 * Share:F1} % (95 % interval {100 * Low:F1} to {100 * High:F1})");
}
