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
    private const int MantissaShift = 13;
    private const int Kept = unchecked((int)0x8FFFE000); // sign, exponent and mantissa behind the shift
    private const int Exponent = 0x0F800000; // the exponent among them
    private const int ExponentOne = 1 << 23;
    private const int Rebias = 112 << 23;
    private const int SmallestNormal = 113 << 23; // 2^-14
    private const ushort Magnitude = 0x7FFF;
    private const ushort Infinity = 0x7C00;

    /// <summary>Converts a row; infinity and what is not a number become NaN.</summary>
    /// <param name="bytes">The row in the file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="values">Receives as many numbers.</param>
    /// <returns>False where a number of a float16 row is not finite; of float32, sums show that.</returns>
    public static bool Convert(ReadOnlySpan<byte> bytes, NpyType type, Span<float> values)
    {
        if (type == NpyType.Float16) return Convert(MemoryMarshal.Cast<byte, ushort>(bytes), values);
        MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
        return true;
    }

    private static bool Convert(ReadOnlySpan<ushort> halves, Span<float> values)
    {
        ref var source = ref MemoryMarshal.GetReference(halves);
        ref var target = ref MemoryMarshal.GetReference(values);
        var (i, largest) = (0, (ushort)0);
        if (Avx2.IsSupported)
        {
            var most = Vector256<ushort>.Zero;
            for (; i <= halves.Length - 16; i += 16)
            {
                var bits = Vector256.LoadUnsafe(ref source, (nuint)i);
                most = Avx2.Max(most, Avx2.And(bits, Vector256.Create(Magnitude)));
                Widen(Avx2.ConvertToVector256Int32(bits.GetLower().AsInt16())).StoreUnsafe(ref target, (nuint)i);
                Widen(Avx2.ConvertToVector256Int32(bits.GetUpper().AsInt16())).StoreUnsafe(ref target, (nuint)i + 8);
            }

            for (var lane = 0; lane < 16; lane++) largest = Math.Max(largest, most[lane]);
        }
        else
        {
            var most = Vector128<ushort>.Zero;
            for (; i <= halves.Length - 8; i += 8)
            {
                var bits = Vector128.LoadUnsafe(ref source, (nuint)i);
                most = Vector128.Max(most, bits & Vector128.Create(Magnitude));
                var (lower, upper) = Vector128.Widen(bits.AsInt16());
                Widen(lower).StoreUnsafe(ref target, (nuint)i);
                Widen(upper).StoreUnsafe(ref target, (nuint)i + 4);
            }

            for (var lane = 0; lane < 8; lane++) largest = Math.Max(largest, most[lane]);
        }

        for (; i < halves.Length; i++)
        {
            largest = Math.Max(largest, (ushort)(halves[i] & Magnitude));
            values[i] = (float)BitConverter.UInt16BitsToHalf(halves[i]);
        }

        if (largest < Infinity) return true;
        for (i = 0; i < halves.Length; i++)
        {
            var value = BitConverter.UInt16BitsToHalf(halves[i]);
            values[i] = Half.IsFinite(value) ? (float)value : float.NaN;
        }

        return false;
    }

    // Lanes hold a float16 with its sign carried on.
    private static Vector256<float> Widen(Vector256<int> bits)
    {
        var kept = Avx2.And(Avx2.ShiftLeftLogical(bits, MantissaShift), Vector256.Create(Kept));
        var isSmall = Avx2.CompareEqual(Avx2.And(kept, Vector256.Create(Exponent)), Vector256<int>.Zero);
        var value = Avx2.Add(kept, Vector256.Create(Rebias));
        value = Avx2.Add(value, Avx2.And(isSmall, Vector256.Create(ExponentOne)));
        var excess = Avx2.Or(Avx2.And(kept, Vector256.Create(int.MinValue)), Vector256.Create(SmallestNormal));
        return Avx.Subtract(value.AsSingle(), Avx2.And(isSmall, excess).AsSingle());
    }

    /// <inheritdoc cref="Widen(Vector256{int})"/>
    private static Vector128<float> Widen(Vector128<int> bits)
    {
        var kept = (bits << MantissaShift) & Vector128.Create(Kept);
        var isSmall = Vector128.Equals(kept & Vector128.Create(Exponent), Vector128<int>.Zero);
        var value = kept + Vector128.Create(Rebias) + (isSmall & Vector128.Create(ExponentOne));
        var excess = (kept & Vector128.Create(int.MinValue)) | Vector128.Create(SmallestNormal);
        return value.AsSingle() - (isSmall & excess).AsSingle();
    }
}
