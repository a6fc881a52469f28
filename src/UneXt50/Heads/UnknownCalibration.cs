using System.Globalization;

namespace UneXt50.Heads;

/// <summary>
/// Which distance turns away how many: the distances of the training photos, each from class means made without it, as
/// quantiles.
/// </summary>
internal sealed class UnknownCalibration
{
    /// <summary>Most of them that are kept.</summary>
    public const int MostQuantiles = 1001;

    private readonly float[] _quantiles;

    private UnknownCalibration(float[] quantiles) => _quantiles = quantiles;

    /// <summary>Sums distances up in at most 1,001 quantiles, evenly spaced.</summary>
    public static UnknownCalibration From(IReadOnlyList<double> distances)
    {
        var sorted = distances.Select(distance => (float)distance).Order().ToArray();
        var all = new UnknownCalibration(sorted);
        var count = Math.Min(MostQuantiles, sorted.Length);
        return count == sorted.Length
            ? all
            : new UnknownCalibration([.. Enumerable.Range(0, count).Select(i => all.Quantile(i / (count - 1.0)))]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static UnknownCalibration Parse(string text)
    {
        var quantiles = text.Split(' ').Select(word => float.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new UnknownCalibration(
            quantiles.All(float.IsFinite) ? quantiles : throw new FormatException("not finite"));
    }

    /// <summary>Takes quantiles that were kept.</summary>
    /// <param name="quantiles">Ascending, at least one.</param>
    public static UnknownCalibration Of(float[] quantiles) => new(quantiles);

    /// <summary>The quantiles, ascending.</summary>
    public ReadOnlySpan<float> Quantiles => _quantiles;

    /// <summary>The share of the photos that lie farther than <paramref name="distance"/>, 0..1.</summary>
    public double ShareAbove(float distance)
    {
        if (distance < _quantiles[0]) return 1;
        if (float.IsNaN(distance)) return 0; // beyond all numbers: a hostile model's
        // The last of those that are not above it.
        var (below, above) = (0, _quantiles.Length);
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            if (_quantiles[middle] <= distance) below = middle;
            else above = middle;
        }

        if (above == _quantiles.Length) return 0;
        var step = ((double)distance - _quantiles[below]) / ((double)_quantiles[above] - _quantiles[below]);
        return 1 - ((below + step) / (_quantiles.Length - 1));
    }

    /// <summary>The distance that <paramref name="percent"/> % of the training photos exceed.</summary>
    public float Threshold(double percent) => Quantile(1 - (percent / 100));

    /// <summary>The quantiles, ascending, with a space between.</summary>
    public override string ToString() =>
        string.Join(' ', _quantiles.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    // Linear between the two nearest, as numpy.quantile does by default.
    private float Quantile(double share)
    {
        var position = share * (_quantiles.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, _quantiles.Length - 1);
        return (float)double.Lerp(_quantiles[below], _quantiles[above], position - below);
    }
}
