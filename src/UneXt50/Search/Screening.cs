using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace UneXt50.Search;

/// <summary>
/// Sums over two vectors in float32, many lanes at a time: fast, and so near to the true sums that a row which
/// cannot be among the best is known as that. What may be among them is computed anew by <see cref="ExactSums"/>.
/// </summary>
internal static class Screening
{
    private const int Narrowest = 8; // sums side by side in the narrowest of the loops below
    private const float UnitRoundoff = 5.9604645e-8f; // 2^-24

    /// <summary>
    /// Bound of the relative error of a sum of so many products (Higham, Accuracy and Stability of Numerical
    /// Algorithms, chapter 3): as many roundings as the longest chain has, with the narrowest lanes; twice that to be
    /// safe.
    /// </summary>
    public static float RelativeError(int width) => 2 * UnitRoundoff * ((width / Narrowest) + 32);

    /// <summary>Whether a sum of squares has neither lost its digits nor become infinite.</summary>
    public static bool IsOrdinary(float squares) => squares is > 1e-30f and < 1e30f;

    /// <summary>Divides a vector by its length; one of zeros stays as it is.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="squares">The sum of its squares.</param>
    /// <param name="direction">Receives as many numbers.</param>
    /// <returns>False where a number is not finite.</returns>
    public static bool Direct(ReadOnlySpan<float> vector, float squares, Span<float> direction)
    {
        if (IsOrdinary(squares))
        {
            TensorPrimitives.Multiply(vector, 1 / MathF.Sqrt(squares), direction);
            return true;
        }

        var length = ExactSums.Length(vector);
        ExactSums.Direction(vector, length).CopyTo(direction);
        return double.IsFinite(length);
    }

    /// <summary>The dot product.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => Sum<Product>(left, right);

    /// <summary>The square of the Euclidean distance.</summary>
    public static float SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        Sum<SquaredDifference>(left, right);

    private static float Sum<TTerm>(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
        where TTerm : ISumTerm
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var (i, length, sum) = (0, left.Length, 0f);
        if (Avx512F.IsSupported)
        {
            var (s0, s1) = (Vector512<float>.Zero, Vector512<float>.Zero);
            var (s2, s3) = (s0, s1);
            for (; i <= length - 64; i += 64)
            {
                s0 = TTerm.AddTo(s0, Widest(ref a, i), Widest(ref b, i));
                s1 = TTerm.AddTo(s1, Widest(ref a, i + 16), Widest(ref b, i + 16));
                s2 = TTerm.AddTo(s2, Widest(ref a, i + 32), Widest(ref b, i + 32));
                s3 = TTerm.AddTo(s3, Widest(ref a, i + 48), Widest(ref b, i + 48));
            }

            sum = Sum(Avx512F.Add(Avx512F.Add(s0, s1), Avx512F.Add(s2, s3)));
        }
        else if (Fma.IsSupported)
        {
            var (s0, s1) = (Vector256<float>.Zero, Vector256<float>.Zero);
            var (s2, s3) = (s0, s1);
            for (; i <= length - 32; i += 32)
            {
                s0 = TTerm.AddTo(s0, Wide(ref a, i), Wide(ref b, i));
                s1 = TTerm.AddTo(s1, Wide(ref a, i + 8), Wide(ref b, i + 8));
                s2 = TTerm.AddTo(s2, Wide(ref a, i + 16), Wide(ref b, i + 16));
                s3 = TTerm.AddTo(s3, Wide(ref a, i + 24), Wide(ref b, i + 24));
            }

            sum = Sum(Avx.Add(Avx.Add(s0, s1), Avx.Add(s2, s3)));
        }
        else
        {
            var (s0, s1) = (Vector128<float>.Zero, Vector128<float>.Zero);
            var (s2, s3) = (s0, s1);
            for (; i <= length - 16; i += 16)
            {
                s0 = TTerm.AddTo(s0, Narrow(ref a, i), Narrow(ref b, i));
                s1 = TTerm.AddTo(s1, Narrow(ref a, i + 4), Narrow(ref b, i + 4));
                s2 = TTerm.AddTo(s2, Narrow(ref a, i + 8), Narrow(ref b, i + 8));
                s3 = TTerm.AddTo(s3, Narrow(ref a, i + 12), Narrow(ref b, i + 12));
            }

            sum = Vector128.Sum(s0 + s1 + (s2 + s3));
        }

        for (; i < length; i++) sum = TTerm.AddTo(sum, left[i], right[i]);
        return sum;
    }

    private static Vector512<float> Widest(ref float first, int i) => Vector512.LoadUnsafe(ref first, (nuint)i);

    private static Vector256<float> Wide(ref float first, int i) => Vector256.LoadUnsafe(ref first, (nuint)i);

    private static Vector128<float> Narrow(ref float first, int i) => Vector128.LoadUnsafe(ref first, (nuint)i);

    /// <summary>The sum of the lanes.</summary>
    public static float Sum(Vector512<float> lanes) => Sum(Avx.Add(lanes.GetLower(), lanes.GetUpper()));

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    public static float Sum(Vector256<float> lanes) => Vector128.Sum(lanes.GetLower() + lanes.GetUpper());
}
