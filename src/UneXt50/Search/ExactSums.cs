namespace UneXt50.Search;

/// <summary>
/// Sums over two float32 vectors in float64, in which each product of two is exact, always in the same order: the
/// result is the same on every processor, and as a float32 nearly always that of the true sum.
/// </summary>
internal static class ExactSums
{
    // Sums side by side, so that one addition need not wait for the other.
    private const int Lanes = 4;

    /// <summary>The dot product.</summary>
    public static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Span<double> sums = stackalloc double[Lanes];
        sums.Clear();
        for (var i = 0; i < left.Length; i++) sums[i % Lanes] += (double)left[i] * right[i];
        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }

    /// <summary>The square of the Euclidean distance.</summary>
    public static double SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Span<double> sums = stackalloc double[Lanes];
        sums.Clear();
        for (var i = 0; i < left.Length; i++)
        {
            var difference = (double)left[i] - right[i];
            sums[i % Lanes] += difference * difference;
        }

        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }

    /// <summary>
    /// The cosine of two vectors with these lengths, -1 to 1; 0 where one of them is all zeros, and NaN where a number
    /// is not finite.
    /// </summary>
    public static float Cosine(double dot, double leftLength, double rightLength)
    {
        var lengths = leftLength * rightLength;
        return lengths == 0 ? 0 : (float)Math.Clamp(dot / lengths, -1, 1);
    }

    /// <summary>The Euclidean length.</summary>
    public static double Length(ReadOnlySpan<float> vector) => Math.Sqrt(Dot(vector, vector));

    /// <summary>A vector of this length, divided by it; one of zeros stays as it is.</summary>
    public static float[] Direction(ReadOnlySpan<float> vector, double length)
    {
        var direction = new float[vector.Length];
        if (length == 0) return direction;
        for (var i = 0; i < direction.Length; i++) direction[i] = (float)(vector[i] / length);
        return direction;
    }
}
