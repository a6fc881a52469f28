namespace UneXt50.Toolchain.Evaluation;

/// <summary>
/// How far apart two networks' outputs for one photo are; summed in double and in order, so always the same.
/// </summary>
internal static class OutputDistance
{
    /// <summary>
    /// Cosine of the angle between two vectors; 1 if both are zero, 0 if one is, NaN if their lengths differ.
    /// </summary>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) return double.NaN;
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            ab += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        if (aa == 0 || bb == 0) return aa == bb ? 1 : 0;
        return ab / Math.Sqrt(aa * bb);
    }

    /// <summary>
    /// Kullback-Leibler divergence of softmax(<paramref name="actual"/>) from softmax(<paramref name="expected"/>), in
    /// nats.
    /// </summary>
    public static double Divergence(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var (expectedNorm, actualNorm) = (LogSumExp(expected), LogSumExp(actual));
        var sum = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var logProbability = expected[i] - expectedNorm;
            sum += Math.Exp(logProbability) * (logProbability - (actual[i] - actualNorm));
        }

        return Math.Max(sum, 0);
    }

    /// <summary>The largest absolute difference between two elements.</summary>
    public static double LargestDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var largest = 0.0;
        for (var i = 0; i < a.Length; i++) largest = Math.Max(largest, Math.Abs((double)a[i] - b[i]));
        return largest;
    }

    /// <summary>Index of the largest element, the first of equals.</summary>
    public static int Top(ReadOnlySpan<float> logits)
    {
        var top = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[top]) top = i;
        }

        return top;
    }

    private static double LogSumExp(ReadOnlySpan<float> logits)
    {
        double largest = logits[Top(logits)];
        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp(logit - largest);
        return largest + Math.Log(sum);
    }
}
