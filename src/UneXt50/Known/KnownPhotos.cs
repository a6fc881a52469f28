using UneXt50.Heads;

namespace UneXt50.Known;

/// <summary>
/// What photos of its kind look like to a network, from calibration: tells how strange another one is. A photo's
/// distance is Mahalanobis' to the nearest class mean, among sketches of the features; how strange a distance is, the
/// distances of the calibration photos say, each measured as if that photo had not been among them.
/// </summary>
public sealed class KnownPhotos
{
    /// <summary>Shares are rounded to so many digits: more than so few photos can tell.</summary>
    private const int Digits = 4;

    private readonly UnknownCalibration _distances;

    /// <param name="photos">How many were looked at.</param>
    /// <param name="factor">Cholesky's factor of the covariance of sketches within a class.</param>
    /// <param name="means">For each class its mean, whitened with that: [class, <see cref="FeatureSketch.Size"/>].</param>
    /// <param name="distances">Those of the calibration photos.</param>
    internal KnownPhotos(int photos, LowerTriangle factor, double[] means, UnknownCalibration distances) =>
        (Photos, Factor, Means, _distances) = (photos, factor, means, distances);

    /// <summary>From how many calibration photos it was made.</summary>
    public int Photos { get; }

    /// <summary>Classes that the network gave to at least one of them.</summary>
    public int Classes => Means.Length / FeatureSketch.Size;

    internal LowerTriangle Factor { get; }

    internal double[] Means { get; }

    internal ReadOnlySpan<float> Distances => _distances.Quantiles;

    /// <summary>
    /// The share of calibration photos that look stranger to the network than this one, 0..1 in steps of 0.0001.
    /// </summary>
    /// <param name="features">The photo's feature vector, from the network that this belongs to.</param>
    public float ShareStrangerThan(ReadOnlySpan<float> features) =>
        (float)Math.Round(_distances.ShareAbove((float)Distance(features)), Digits);

    internal double Distance(ReadOnlySpan<float> features)
    {
        Span<double> sketch = stackalloc double[FeatureSketch.Size];
        FeatureSketch.Write(features, sketch);
        Factor.Solve(sketch);
        var least = double.PositiveInfinity;
        for (var start = 0; start < Means.Length; start += FeatureSketch.Size)
            least = Math.Min(least, SquaredDistance(sketch, Means.AsSpan(start, FeatureSketch.Size)));
        return Math.Sqrt(least);
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
