namespace UneXt50.Known;

/// <summary>
/// A lower triangular matrix L, row by row up to the diagonal: that of Cholesky's A = L L^T, with which L^-1 x has the
/// length of x as A measures it.
/// </summary>
/// <param name="values">n (n + 1) / 2 numbers, those on the diagonal above 0.</param>
/// <param name="size">n.</param>
internal sealed class LowerTriangle(double[] values, int size)
{
    /// <summary>How many numbers one has.</summary>
    public static int LengthOf(int size) => size * (size + 1) / 2;

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Whether all numbers on the diagonal are above 0.</summary>
    public bool HasNoZero
    {
        get
        {
            for (var i = 0; i < size; i++)
            {
                if (!(values[LengthOf(i + 1) - 1] > 0)) return false;
            }

            return true;
        }
    }

    /// <summary>Makes L^-1 x of x.</summary>
    public void Solve(Span<double> x)
    {
        for (int i = 0, start = 0; i < size; start += ++i)
        {
            var rest = x[i];
            for (var j = 0; j < i; j++) rest -= values[start + j] * x[j];
            x[i] = rest / values[start + i];
        }
    }
}
