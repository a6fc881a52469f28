using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace UneXt50.Imaging;

/// <summary>One row of a resize: every output pixel is a weighted sum of neighbours in the row.</summary>
internal static class HorizontalPass
{
    // Four pixels are twelve bytes: three vectors of four, over which each weight is spread three times.
    private const int PixelsAtOnce = 4;

    public static void Run(ReadOnlySpan<byte> row, in ResampleWeights columns, Span<byte> output)
    {
        for (var x = 0; x < columns.Count; x++)
        {
            var weights = columns[x];
            var pixels = row.Slice(3 * columns.First(x), 3 * weights.Length);
            Sum(pixels, weights, out var red, out var green, out var blue);
            output[3 * x] = FixedPoint.ToByte(red);
            output[(3 * x) + 1] = FixedPoint.ToByte(green);
            output[(3 * x) + 2] = FixedPoint.ToByte(blue);
        }
    }

    // The spans are three to one in length, which is what makes the unchecked reads safe.
    private static void Sum(
        ReadOnlySpan<byte> pixels, ReadOnlySpan<int> weights, out int red, out int green, out int blue)
    {
        ref var pixel = ref MemoryMarshal.GetReference(pixels);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        var (rgbr, gbrg, brgb) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
        var done = weights.Length & -PixelsAtOnce;
        for (var k = 0; k < done; k += PixelsAtOnce)
        {
            var four = Vector128.LoadUnsafe(ref weight, (nuint)k);
            ref var twelve = ref Unsafe.Add(ref pixel, 3 * k);
            var eight = Vector128.WidenLower(
                Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref twelve)).AsByte());
            var last = Vector128.WidenLower(
                Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref twelve, 8))).AsByte());
            rgbr += Vector128.WidenLower(eight).AsInt32() * Vector128.Shuffle(four, Vector128.Create(0, 0, 0, 1));
            gbrg += Vector128.WidenUpper(eight).AsInt32() * Vector128.Shuffle(four, Vector128.Create(1, 1, 2, 2));
            brgb += Vector128.WidenLower(last).AsInt32() * Vector128.Shuffle(four, Vector128.Create(2, 3, 3, 3));
        }

        red = rgbr[0] + rgbr[3] + gbrg[2] + brgb[1];
        green = rgbr[1] + gbrg[0] + gbrg[3] + brgb[2];
        blue = rgbr[2] + gbrg[1] + brgb[0] + brgb[3];
        for (var k = done; k < weights.Length; k++)
        {
            red += weights[k] * pixels[3 * k];
            green += weights[k] * pixels[(3 * k) + 1];
            blue += weights[k] * pixels[(3 * k) + 2];
        }
    }
}
