using System.Numerics.Tensors;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>Brings each feature to mean 0 and standard deviation 1 over the training photos.</summary>
internal sealed class Standardization
{
    private const double DoublePrecision = 2.3e-16;

    private readonly double[] _mean;
    private readonly double[] _deviation;

    public Standardization(IReadOnlyList<float[]> features)
    {
        var width = features[0].Length;
        (_mean, _deviation) = (new double[width], new double[width]);
        foreach (var vector in features)
        {
            for (var d = 0; d < width; d++) _mean[d] += vector[d] / (double)features.Count;
        }

        foreach (var vector in features)
        {
            for (var d = 0; d < width; d++)
            {
                var difference = vector[d] - _mean[d];
                _deviation[d] += difference * difference / features.Count;
            }
        }

        for (var d = 0; d < width; d++)
        {
            // A feature that is the same in every photo, but for rounding, says nothing and has nothing to be divided
            // by.
            var rounding = features.Count * Math.Abs(_mean[d]) * DoublePrecision;
            _deviation[d] = _deviation[d] > rounding * rounding ? Math.Sqrt(_deviation[d]) : 1;
        }
    }

    public Matrix Apply(IReadOnlyList<float[]> features)
    {
        var result = new Matrix(features.Count, _mean.Length);
        for (var i = 0; i < features.Count; i++)
        {
            var row = result[i];
            TensorPrimitives.ConvertTruncating<float, double>(features[i], row);
            TensorPrimitives.Subtract(row, _mean, row);
            TensorPrimitives.Divide(row, _deviation, row);
        }

        return result;
    }

    /// <summary>Turns weights for standardised features into weights for features as they come.</summary>
    /// <returns>The intercept to add, for the means that are no longer subtracted.</returns>
    public double Fold(Span<double> weights)
    {
        TensorPrimitives.Divide(weights, _deviation, weights);
        return -TensorPrimitives.Dot<double>(weights, _mean);
    }
}
