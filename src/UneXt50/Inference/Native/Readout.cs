using System.Runtime.Intrinsics;

namespace UneXt50.Inference.Native;

/// <summary>
/// What leaves the network, float32: features, the mean of the last activation over its pixels, and logits, a linear
/// layer on them. Sums of levels are exact; the products' are added in one order on every processor: every 16th to one
/// of 16 sums, with a rounding after each product and each addition, and those pairwise.
/// </summary>
internal static unsafe class Readout
{
    /// <summary>The mean by channel, in the activation's own unit.</summary>
    /// <param name="activation">What is averaged.</param>
    /// <param name="levels">Where it lies.</param>
    /// <param name="features">As many as it has channels.</param>
    public static void Features(Activation activation, sbyte* levels, Span<float> features)
    {
        var pixels = activation.Pixels;
        var zero = (long)pixels * activation.ZeroPoint;
        var channel = 0;
        for (; channel <= features.Length - 16; channel += 16)
        {
            var (a, b, c, d) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
            for (var row = 0; row < activation.Height; row++)
            {
                var place = levels + activation.Place(row, 0) + channel;
                for (var column = 0; column < activation.Width; column++, place += features.Length)
                {
                    var (low, high) = Vector128.Widen(Vector128.Load(place));
                    a += Vector128.WidenLower(low);
                    b += Vector128.WidenUpper(low);
                    c += Vector128.WidenLower(high);
                    d += Vector128.WidenUpper(high);
                }
            }

            for (var i = 0; i < 4; i++)
            {
                features[channel + i] = Mean(a[i]);
                features[channel + 4 + i] = Mean(b[i]);
                features[channel + 8 + i] = Mean(c[i]);
                features[channel + 12 + i] = Mean(d[i]);
            }
        }

        for (; channel < features.Length; channel++)
        {
            long sum = 0;
            for (var row = 0; row < activation.Height; row++)
            {
                for (var column = 0; column < activation.Width; column++)
                    sum += levels[activation.Place(row, column) + channel];
            }

            features[channel] = Mean(sum);
        }

        float Mean(long sum) => (sum - zero) * activation.Scale / pixels;
    }

    /// <summary>bias + weights * features, for each class.</summary>
    public static void Logits(float* weights, float* bias, ReadOnlySpan<float> features, Span<float> logits)
    {
        fixed (float* values = features)
        {
            for (var row = 0; row < logits.Length; row++, weights += features.Length)
                logits[row] = Product(weights, values, features.Length) + bias[row];
        }
    }

    private static float Product(float* a, float* b, int count)
    {
        var (s0, s1) = (Vector128<float>.Zero, Vector128<float>.Zero);
        var (s2, s3) = (Vector128<float>.Zero, Vector128<float>.Zero);
        var i = 0;
        for (; i <= count - 16; i += 16)
        {
            s0 += Vector128.Load(a + i) * Vector128.Load(b + i);
            s1 += Vector128.Load(a + i + 4) * Vector128.Load(b + i + 4);
            s2 += Vector128.Load(a + i + 8) * Vector128.Load(b + i + 8);
            s3 += Vector128.Load(a + i + 12) * Vector128.Load(b + i + 12);
        }

        var sums = s0 + s1 + (s2 + s3);
        var sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < count; i++) sum += a[i] * b[i];
        return sum;
    }
}
