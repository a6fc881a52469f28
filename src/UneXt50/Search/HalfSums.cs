using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace UneXt50.Search;

/// <summary>
/// Sums over a row of float16 and a vector of float32 in one pass, with nothing stored between: faster, for one vector,
/// than conversion (<see cref="Rows32"/>) and sums (<see cref="Screening"/>) one after the other.
/// </summary>
/// <param name="Squares">The sum of the row's squares.</param>
/// <param name="Sum">The sum of the terms of both, with the error of <see cref="Screening.RelativeError"/>.</param>
/// <param name="IsSlow">
/// Whether many numbers are subnormal: a product with one takes some x64 processors a hundred times as long.
/// </param>
internal readonly record struct HalfSums(float Squares, float Sum, bool IsSlow)
{
    private const float Scale = 5.192296858534828e33f; // 2^112: what the exponent lacks, behind the shift
    private const float LeastInfinity = 65536f; // what infinity is read as, and what is no number as more
    // Added to twice the bits, which have no sign then, this makes zero the largest and subnormal numbers the least.
    private const short ZeroAsLargest = short.MaxValue;
    private const short SmallestNormal = unchecked((short)(ZeroAsLargest + (2 * 0x0400)));
    private const int Bearable = 256; // numbers for each subnormal one

    /// <summary>Whether the sums are those of finite numbers.</summary>
    public bool IsFinite => Squares < LeastInfinity * LeastInfinity;

    /// <summary>Sums up.</summary>
    /// <param name="row">A row of float16.</param>
    /// <param name="vector">As many numbers.</param>
    public static HalfSums Over<TTerm>(ReadOnlySpan<ushort> row, ReadOnlySpan<float> vector)
        where TTerm : ISumTerm
    {
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var other = ref MemoryMarshal.GetReference(vector);
        var (i, squares, sum, isSlow) = (0, 0f, 0f, false);
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            var subnormal = Vector256<short>.Zero;
            var (lowSquares, highSquares) = (Vector256<float>.Zero, Vector256<float>.Zero);
            var (lowSum, highSum) = (lowSquares, highSquares);
            for (; i <= row.Length - 16; i += 16)
            {
                Rows32.Fetch(ref source, i);
                var bits = Vector256.LoadUnsafe(ref source, (nuint)i);
                var order = Avx2.Add(Avx2.ShiftLeftLogical(bits, 1).AsInt16(), Vector256.Create(ZeroAsLargest));
                subnormal = Avx2.Subtract(
                    subnormal, Avx2.CompareGreaterThan(Vector256.Create(SmallestNormal), order));
                var low = Widen(Avx2.ConvertToVector256Int32(bits.GetLower().AsInt16()));
                var high = Widen(Avx2.ConvertToVector256Int32(bits.GetUpper().AsInt16()));
                lowSquares = Fma.MultiplyAdd(low, low, lowSquares);
                highSquares = Fma.MultiplyAdd(high, high, highSquares);
                lowSum = TTerm.AddTo(lowSum, low, Vector256.LoadUnsafe(ref other, (nuint)i));
                highSum = TTerm.AddTo(highSum, high, Vector256.LoadUnsafe(ref other, (nuint)i + 8));
            }

            (squares, sum) = (Screening.Sum(Avx.Add(lowSquares, highSquares)), Screening.Sum(Avx.Add(lowSum, highSum)));
            isSlow = Vector256.Sum(subnormal) > row.Length / Bearable;
        }
        else
        {
            var (lowSquares, highSquares) = (Vector128<float>.Zero, Vector128<float>.Zero);
            var (lowSum, highSum) = (lowSquares, highSquares);
            for (; i <= row.Length - 8; i += 8)
            {
                var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)i).AsInt16());
                var (low, high) = (Widen(lower), Widen(upper));
                lowSquares = Vector128.MultiplyAddEstimate(low, low, lowSquares);
                highSquares = Vector128.MultiplyAddEstimate(high, high, highSquares);
                lowSum = TTerm.AddTo(lowSum, low, Vector128.LoadUnsafe(ref other, (nuint)i));
                highSum = TTerm.AddTo(highSum, high, Vector128.LoadUnsafe(ref other, (nuint)i + 4));
            }

            (squares, sum) = (Vector128.Sum(lowSquares + highSquares), Vector128.Sum(lowSum + highSum));
        }

        for (; i < row.Length; i++)
        {
            var value = (float)BitConverter.UInt16BitsToHalf(row[i]);
            squares += float.IsFinite(value) ? value * value : LeastInfinity * LeastInfinity;
            sum = TTerm.AddTo(sum, value, vector[i]);
        }

        return new HalfSums(squares, sum, isSlow);
    }

    // Lanes hold a float16 with its sign carried on; its bits move to where float32 has them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(Vector256<int> bits) => Avx.Multiply(
        Avx2.And(Avx2.ShiftLeftLogical(bits, Rows32.MantissaShift), Vector256.Create(Rows32.Kept)).AsSingle(),
        Vector256.Create(Scale));

    /// <inheritdoc cref="Widen(Vector256{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Widen(Vector128<int> bits) =>
        ((bits << Rows32.MantissaShift) & Vector128.Create(Rows32.Kept)).AsSingle() * Vector128.Create(Scale);
}
