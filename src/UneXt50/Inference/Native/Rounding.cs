using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace UneXt50.Inference.Native;

/// <summary>
/// The one way in which numbers become levels: to the nearest, halves to the even one, what is outside clipped.
/// </summary>
internal static class Rounding
{
    /// <summary>The nearest integers, halves to even; of values within the range of int32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToInt32(Vector128<float> values) =>
        AdvSimd.IsSupported ? AdvSimd.ConvertToInt32RoundToEven(values)
        : Sse2.IsSupported ? Sse2.ConvertToVector128Int32(values)
        : Vector128.ConvertToInt32(Vector128.Round(values));

    /// <summary>Sixteen levels less 128: the values plus the zero point, clipped to -128..127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> ToLevels(
        Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d, Vector128<short> zeroPoint) =>
        Vector128.NarrowWithSaturation(
            Vector128.AddSaturate(Vector128.NarrowWithSaturation(a, b), zeroPoint),
            Vector128.AddSaturate(Vector128.NarrowWithSaturation(c, d), zeroPoint));

    /// <summary>Stores the first <paramref name="count"/> levels, all of them where there are as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector128<sbyte> levels, sbyte* output, int count)
    {
        if (count >= Vector128<sbyte>.Count) levels.Store(output);
        else StorePart(levels, output, count);
    }

    private static unsafe void StorePart(Vector128<sbyte> levels, sbyte* output, int count)
    {
        for (var i = 0; i < count; i++) output[i] = levels[i];
    }
}
