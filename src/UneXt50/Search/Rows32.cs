using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// Rows of a file as float32. .NET has no instruction for float16, so its bits are moved to where float32 has them: the
/// exponent's bias is 112 higher, and what has none (a subnormal number or zero) is 2^-14 too large then.
/// </summary>
internal static class Rows32
{
    /// <summary>How far the bits of float16 move.</summary>
    public const int MantissaShift = 13;

    /// <summary>Sign, exponent and mantissa behind the shift, the sign having been carried on.</summary>
    public const int Kept = unchecked((int)0x8FFFE000);

    private const int Exponent = 0x0F800000; // the exponent among them
    private const int ExponentOne = 1 << 23;
    private const int Rebias = 112 << 23;
    private const int SmallestNormal = 113 << 23; // 2^-14
    private const int FetchedAhead = 2048;
    private const ushort Magnitude = 0x7FFF;
    private const ushort Infinity = 0x7C00;

    /// <summary>Converts a row.</summary>
    /// <param name="bytes">The row in the file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="values">Receives as many numbers; infinity of float16 becomes NaN.</param>
    /// <returns>
    /// The sum of the squares, as <see cref="Screening"/> computes it; NaN where a number of float16 is not finite.
    /// </returns>
    public static float Convert(ReadOnlySpan<byte> bytes, NpyType type, Span<float> values)
    {
        if (type == NpyType.Float16) return Convert(MemoryMarshal.Cast<byte, ushort>(bytes), values);
        MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
        return Screening.Dot(values, values);
    }

    private static float Convert(ReadOnlySpan<ushort> halves, Span<float> values)
    {
        ref var source = ref MemoryMarshal.GetReference(halves);
        ref var target = ref MemoryMarshal.GetReference(values);
        var (i, largest, squares) = (0, (ushort)0, 0f);
        if (Avx512BW.IsSupported)
        {
            var most = Vector512<ushort>.Zero;
            var (lowSquares, highSquares) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (; i <= halves.Length - 32; i += 32)
            {
                Fetch(ref source, i);
                var bits = Vector512.LoadUnsafe(ref source, (nuint)i);
                most = Avx512BW.Max(most, Avx512F.And(bits, Vector512.Create(Magnitude)));
                var low = Widen(Avx512F.ConvertToVector512Int32(bits.GetLower().AsInt16()));
                var high = Widen(Avx512F.ConvertToVector512Int32(bits.GetUpper().AsInt16()));
                low.StoreUnsafe(ref target, (nuint)i);
                high.StoreUnsafe(ref target, (nuint)i + 16);
                lowSquares = Avx512F.FusedMultiplyAdd(low, low, lowSquares);
                highSquares = Avx512F.FusedMultiplyAdd(high, high, highSquares);
            }

            for (var lane = 0; lane < 32; lane++) largest = Math.Max(largest, most[lane]);
            squares = Screening.Sum(Avx512F.Add(lowSquares, highSquares));
        }
        else if (Avx2.IsSupported && Fma.IsSupported)
        {
            var most = Vector256<ushort>.Zero;
            var (lowSquares, highSquares) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (; i <= halves.Length - 16; i += 16)
            {
                Fetch(ref source, i);
                var bits = Vector256.LoadUnsafe(ref source, (nuint)i);
                most = Avx2.Max(most, Avx2.And(bits, Vector256.Create(Magnitude)));
                var low = Widen(Avx2.ConvertToVector256Int32(bits.GetLower().AsInt16()));
                var high = Widen(Avx2.ConvertToVector256Int32(bits.GetUpper().AsInt16()));
                low.StoreUnsafe(ref target, (nuint)i);
                high.StoreUnsafe(ref target, (nuint)i + 8);
                lowSquares = Fma.MultiplyAdd(low, low, lowSquares);
                highSquares = Fma.MultiplyAdd(high, high, highSquares);
            }

            for (var lane = 0; lane < 16; lane++) largest = Math.Max(largest, most[lane]);
            squares = Screening.Sum(Avx.Add(lowSquares, highSquares));
        }
        else
        {
            var most = Vector128<ushort>.Zero;
            var (lowSquares, highSquares) = (Vector128<float>.Zero, Vector128<float>.Zero);
            for (; i <= halves.Length - 8; i += 8)
            {
                var bits = Vector128.LoadUnsafe(ref source, (nuint)i);
                most = Vector128.Max(most, bits & Vector128.Create(Magnitude));
                var (lower, upper) = Vector128.Widen(bits.AsInt16());
                var (low, high) = (Widen(lower), Widen(upper));
                low.StoreUnsafe(ref target, (nuint)i);
                high.StoreUnsafe(ref target, (nuint)i + 4);
                lowSquares = Vector128.MultiplyAddEstimate(low, low, lowSquares);
                highSquares = Vector128.MultiplyAddEstimate(high, high, highSquares);
            }

            for (var lane = 0; lane < 8; lane++) largest = Math.Max(largest, most[lane]);
            squares = Vector128.Sum(lowSquares + highSquares);
        }

        for (; i < halves.Length; i++)
        {
            largest = Math.Max(largest, (ushort)(halves[i] & Magnitude));
            values[i] = (float)BitConverter.UInt16BitsToHalf(halves[i]);
            squares += values[i] * values[i];
        }

        return largest < Infinity ? squares : Mark(halves, values);
    }

    /// <summary>
    /// Has the processor read ahead in a row; its own reading ahead ends with a page, which is about a row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref ushort source, int i) =>
        Sse.Prefetch0((byte*)Unsafe.AsPointer(ref source) + ((long)i * sizeof(ushort)) + FetchedAhead);

    private static float Mark(ReadOnlySpan<ushort> halves, Span<float> values)
    {
        for (var i = 0; i < halves.Length; i++)
        {
            if ((halves[i] & Magnitude) >= Infinity) values[i] = float.NaN;
        }

        return float.NaN;
    }

    // Lanes hold a float16 with its sign carried on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen(Vector512<int> bits)
    {
        var kept = Avx512F.And(Avx512F.ShiftLeftLogical(bits, MantissaShift), Vector512.Create(Kept));
        var isSmall = Vector512.Equals(Avx512F.And(kept, Vector512.Create(Exponent)), Vector512<int>.Zero);
        var value = Vector512.ConditionalSelect(
            isSmall, Avx512F.Add(kept, Vector512.Create(Rebias + ExponentOne)),
            Avx512F.Add(kept, Vector512.Create(Rebias))).AsSingle();
        var excess = Avx512F.Or(Avx512F.And(kept, Vector512.Create(int.MinValue)), Vector512.Create(SmallestNormal));
        return Vector512.ConditionalSelect(isSmall.AsSingle(), Avx512F.Subtract(value, excess.AsSingle()), value);
    }

    /// <inheritdoc cref="Widen(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(Vector256<int> bits)
    {
        var kept = Avx2.And(Avx2.ShiftLeftLogical(bits, MantissaShift), Vector256.Create(Kept));
        var isSmall = Avx2.CompareEqual(Avx2.And(kept, Vector256.Create(Exponent)), Vector256<int>.Zero);
        var value = Avx2.Add(kept, Vector256.Create(Rebias));
        value = Avx2.Add(value, Avx2.And(isSmall, Vector256.Create(ExponentOne)));
        var excess = Avx2.Or(Avx2.And(kept, Vector256.Create(int.MinValue)), Vector256.Create(SmallestNormal));
        return Avx.Subtract(value.AsSingle(), Avx2.And(isSmall, excess).AsSingle());
    }

    /// <inheritdoc cref="Widen(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Widen(Vector128<int> bits)
    {
        var kept = (bits << MantissaShift) & Vector128.Create(Kept);
        var isSmall = Vector128.Equals(kept & Vector128.Create(Exponent), Vector128<int>.Zero);
        var value = kept + Vector128.Create(Rebias) + (isSmall & Vector128.Create(ExponentOne));
        var excess = (kept & Vector128.Create(int.MinValue)) | Vector128.Create(SmallestNormal);
        return value.AsSingle() - (isSmall & excess).AsSingle();
    }
}
