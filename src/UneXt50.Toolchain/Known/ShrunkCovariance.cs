using UneXt50.Known;

namespace UneXt50.Toolchain.Known;

/// <summary>
/// A covariance of few photos, drawn towards that of a ball of the same size: oracle approximating shrinkage (Chen,
/// Wiesel, Eldar and Hero, 2010), as scikit-learn's <c>oas</c> has it.
/// </summary>
/// <param name="scatter">Sum of x x^T of all photos, [size, size].</param>
/// <param name="size">Values of x.</param>
/// <param name="count">Photos.</param>
internal sealed class ShrunkCovariance(double[] scatter, int size, int count)
{
    private readonly double _variance = MeanOfDiagonal(scatter, size) / count;
    private readonly double _share = Share(scatter, size, count);

    /// <summary>The mean variance of a value.</summary>
    public double Variance => _variance;

    /// <summary>How much one photo's x x^T weighs in the covariance of all photos but one.</summary>
    public double WeightOfOne => (1 - _share) / (count - 1);

    /// <summary>Cholesky's factor of the covariance.</summary>
    public LowerTriangle Factor() => Factor((1 - _share) / count);

    /// <summary>That of the same with all photos in it, but each weighed as in the covariance of all but one.</summary>
    public LowerTriangle FactorOfOthers() => Factor(WeightOfOne);

    private static double MeanOfDiagonal(double[] scatter, int size)
    {
        var sum = 0.0;
        for (var i = 0; i < size; i++) sum += scatter[(i * size) + i];
        return sum / size;
    }

    private static double Share(double[] scatter, int size, int count)
    {
        var (squares, mean) = (0.0, MeanOfDiagonal(scatter, size) / count);
        foreach (var value in scatter) squares += value / count * (value / count);
        squares /= (double)size * size;
        var excess = (count + 1) * (squares - (mean * mean / size));
        return excess > 0 ? Math.Min(1, (squares + (mean * mean)) / excess) : 1;
    }

    private LowerTriangle Factor(double weight)
    {
        var values = new double[LowerTriangle.LengthOf(size)];
        for (int i = 0, row = 0; i < size; row += ++i)
        {
            for (int j = 0, other = 0; j <= i; other += ++j)
            {
                var rest = (weight * scatter[(i * size) + j]) + (i == j ? _share * _variance : 0);
                for (var k = 0; k < j; k++) rest -= values[row + k] * values[other + k];
                values[row + j] = i == j ? Math.Sqrt(rest) : rest / values[other + j];
            }
        }

        return new LowerTriangle(values, size);
    }
}
