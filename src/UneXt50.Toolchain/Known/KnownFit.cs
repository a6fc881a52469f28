using UneXt50.Heads;
using UneXt50.Known;

namespace UneXt50.Toolchain.Known;

/// <summary>
/// Learns what the photos of a calibration look like: class means and one covariance within all classes, and how far
/// each photo lies from the means of the others. All sums are taken in the order of the photos.
/// </summary>
internal sealed class KnownFit
{
    /// <summary>Fewer photos than this tell too little of which distances are usual.</summary>
    public const int FewestPhotos = 50;

    private const int Size = FeatureSketch.Size;

    // Below this, relative to the sketches' own squares, photos differ by rounding only.
    private const double LeastSpread = 1e-12;

    private readonly List<double[]> _sketches = [];
    private readonly List<int> _classes = [];
    private readonly Dictionary<int, (int Row, int Count)> _rows = []; // of each class among the means
    private readonly List<double[]> _means = [];

    /// <summary>Photos that were added.</summary>
    public int Photos => _sketches.Count;

    /// <summary>Classes that they have.</summary>
    public int Classes => _means.Count;

    /// <summary>Those that can be compared with others of their class.</summary>
    public int Comparable => _classes.Count(kind => _rows[kind].Count > 1);

    /// <summary>Adds a photo.</summary>
    /// <param name="features">Its features.</param>
    /// <param name="kind">The class that the network gives it.</param>
    public void Add(ReadOnlySpan<float> features, int kind)
    {
        var sketch = new double[Size];
        FeatureSketch.Write(features, sketch);
        _sketches.Add(sketch);
        _classes.Add(kind);
        var (row, count) = _rows.GetValueOrDefault(kind, (_means.Count, 0));
        if (count == 0) _means.Add(new double[Size]);
        for (var i = 0; i < Size; i++) _means[row][i] += sketch[i];
        _rows[kind] = (row, count + 1);
    }

    /// <summary>What was learned; null where the photos are too few or all alike.</summary>
    public KnownPhotos? Result()
    {
        if (Comparable < FewestPhotos || _means.Count > KnownEntries.MostClasses) return null;
        foreach (var (row, count) in _rows.Values)
        {
            for (var i = 0; i < Size; i++) _means[row][i] /= count;
        }

        var covariance = new ShrunkCovariance(Scatter(), Size, Comparable);
        if (!(covariance.Variance > LeastSpread * MeanSquare())) return null;
        var factor = covariance.Factor();
        var distances = Distances(covariance);
        // In the order of the classes, whichever photo came first.
        var means = _rows.OrderBy(row => row.Key).SelectMany(row => Solved(factor, _means[row.Value.Row]));
        return new KnownPhotos(Photos, factor, [.. means], UnknownCalibration.From(distances));
    }

    private static double[] Solved(LowerTriangle factor, ReadOnlySpan<double> vector)
    {
        var solved = vector.ToArray();
        factor.Solve(solved);
        return solved;
    }

    private double MeanSquare() => _sketches.Sum(sketch => sketch.Sum(value => value * value)) / Photos / Size;

    private double[] Scatter()
    {
        var scatter = new double[Size * Size];
        for (var photo = 0; photo < Photos; photo++)
        {
            var (row, _) = _rows[_classes[photo]];
            var (sketch, mean) = (_sketches[photo], _means[row]);
            for (var i = 0; i < Size; i++)
            {
                for (var j = 0; j < Size; j++) scatter[(i * Size) + j] += (sketch[i] - mean[i]) * (sketch[j] - mean[j]);
            }
        }

        return scatter;
    }

    /// <summary>
    /// Of each photo that has others in its class, the distance to the nearest mean with mean and covariance of all
    /// other photos, at the shrinkage of all of them. Without a photo that is d from its mean, the covariance loses a
    /// multiple of d d^T, so that one factor serves for all (Sherman and Morrison's formula).
    /// </summary>
    private List<double> Distances(ShrunkCovariance covariance)
    {
        var factor = covariance.FactorOfOthers();
        var means = _means.ConvertAll(mean => Solved(factor, mean));
        var distances = new List<double>();
        for (var photo = 0; photo < Photos; photo++)
        {
            var (own, count) = _rows[_classes[photo]];
            if (count == 1) continue;
            var sketch = Solved(factor, _sketches[photo]);
            // A mean of count photos is count / (count - 1) times as far from one of them that is taken out.
            var growth = count / (count - 1.0);
            var weight = covariance.WeightOfOne * growth;
            var left = 1 - (weight * Product(sketch, means[own], sketch, means[own]));
            var least = double.PositiveInfinity;
            for (var k = 0; k < means.Count; k++)
            {
                var square = Product(sketch, means[k], sketch, means[k]);
                var along = Product(sketch, means[k], sketch, means[own]);
                square += weight * along * along / left;
                least = Math.Min(least, k == own ? square * growth * growth : square);
            }

            distances.Add(Math.Sqrt(least));
        }

        return distances;
    }

    /// <summary>(a - b) (c - d).</summary>
    private static double Product(double[] a, double[] b, double[] c, double[] d)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (c[i] - d[i]);
        return sum;
    }
}
