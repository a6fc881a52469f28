using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// Grouped convolutions of 3 x 3 without a dot product. The weights of four outputs of a group of 4, or of two of a
/// group of 8, stay in 18 registers while all rows go by. Three products fit into 16 bits where their weights'
/// magnitudes add up to 254 at most; where not, each is added by itself.
/// </summary>
internal static unsafe class WideningNarrow
{
    private const int Taps = 9, Width = 16, LargestMagnitude = 254;
    private const int PassWeights = Taps * Width;
    private const int PassBytes = PassWeights + 16; // the last tells whether three products fit

    /// <summary>[pass][tap][two vectors of 8], four passes for groups of 4 and eight for groups of 8.</summary>
    public static void Pack(sbyte* weights, int depth, int width, byte* packed)
    {
        for (var channel = 0; channel < Width; packed += PassBytes)
        {
            var output = packed;
            var outputs = width == 4 ? 4 : 2;
            var input = channel / width * width;
            for (var place = weights + ((nint)channel * depth) + input; output < packed + PassWeights; place += Width)
            {
                for (var i = 0; i < outputs; i++, output += width)
                {
                    var row = place + ((nint)i * depth);
                    if (width == 4) *(int*)output = *(int*)row;
                    else *(long*)output = *(long*)row;
                }
            }

            *output = Fits((sbyte*)packed) ? (byte)1 : (byte)0;
            channel += outputs;
        }
    }

    public static void Multiply(byte* rows, nint stride, int count, int width, byte* packed, int* bias, int* sums)
    {
        var outputs = width == 4 ? 4 : 2;
        for (var channel = 0; channel < Width; channel += outputs, packed += PassBytes)
        {
            var levels = (sbyte*)rows + (channel / width * width);
            var (start, output) = ((nint)(bias + channel), (nint)(sums + channel));
            var fits = packed[PassWeights] != 0;
            if (width == 4 && fits) Pass(true, true, levels, stride, count, (sbyte*)packed, start, output);
            else if (width == 4) Pass(true, false, levels, stride, count, (sbyte*)packed, start, output);
            else if (fits) Pass(false, true, levels, stride, count, (sbyte*)packed, start, output);
            else Pass(false, false, levels, stride, count, (sbyte*)packed, start, output);
        }
    }

    private static bool Fits(sbyte* packed)
    {
        // The three taps of a row of the kernel; what reaches 255 may be more.
        var largest = Vector128<byte>.Zero;
        for (var end = packed + PassWeights; packed < end; packed += 3 * Width)
        {
            var (left, middle) = (AdvSimd.Abs(Vector128.Load(packed)), AdvSimd.Abs(Vector128.Load(packed + Width)));
            var right = AdvSimd.Abs(Vector128.Load(packed + (2 * Width)));
            largest = Vector128.Max(largest, AdvSimd.AddSaturate(AdvSimd.AddSaturate(left, middle), right));
        }

        return AdvSimd.Arm64.MaxAcross(largest).ToScalar() <= LargestMagnitude;
    }

    /// <summary>
    /// One pass over the rows. In a group of 4, a vector has the weights of two of its four outputs, and the group's
    /// inputs twice; in a group of 8, those of one of two outputs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(
        bool quads, bool threes, sbyte* rows, nint stride, int count, sbyte* packed, nint bias, nint sums)
    {
        var (w0, v0) = (Vector64.Load(packed + 0), Vector64.Load(packed + 8));
        var (w1, v1) = (Vector64.Load(packed + 16), Vector64.Load(packed + 24));
        var (w2, v2) = (Vector64.Load(packed + 32), Vector64.Load(packed + 40));
        var (w3, v3) = (Vector64.Load(packed + 48), Vector64.Load(packed + 56));
        var (w4, v4) = (Vector64.Load(packed + 64), Vector64.Load(packed + 72));
        var (w5, v5) = (Vector64.Load(packed + 80), Vector64.Load(packed + 88));
        var (w6, v6) = (Vector64.Load(packed + 96), Vector64.Load(packed + 104));
        var (w7, v7) = (Vector64.Load(packed + 112), Vector64.Load(packed + 120));
        var (w8, v8) = (Vector64.Load(packed + 128), Vector64.Load(packed + 136));
        for (var end = rows + (count * stride); rows < end; rows += stride, sums += Width * sizeof(int))
        {
            var x0 = Levels(quads, rows + 0);
            var x1 = Levels(quads, rows + 16);
            var x2 = Levels(quads, rows + 32);
            var x3 = Levels(quads, rows + 48);
            var x4 = Levels(quads, rows + 64);
            var x5 = Levels(quads, rows + 80);
            var x6 = Levels(quads, rows + 96);
            var x7 = Levels(quads, rows + 112);
            var x8 = Levels(quads, rows + 128);
            var low = Vector128<int>.Zero;
            low = Add(threes, low, x0, x1, x2, w0, w1, w2);
            low = Add(threes, low, x3, x4, x5, w3, w4, w5);
            low = Add(threes, low, x6, x7, x8, w6, w7, w8);
            var high = Vector128<int>.Zero;
            high = Add(threes, high, x0, x1, x2, v0, v1, v2);
            high = Add(threes, high, x3, x4, x5, v3, v4, v5);
            high = Add(threes, high, x6, x7, x8, v6, v7, v8);
            var pairs = AdvSimd.Arm64.AddPairwise(low, high);
            if (quads) (pairs + Vector128.Load((int*)bias)).Store((int*)sums);
            else (AdvSimd.Arm64.AddPairwise(pairs, pairs).GetLower() + Vector64.Load((int*)bias)).Store((int*)sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector64<sbyte> Levels(bool quads, sbyte* place) =>
        quads ? Vector64.Create(*(int*)place).AsSByte() : Vector64.Load(place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Add(
        bool threes, Vector128<int> sum, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> x2,
        Vector64<sbyte> w0, Vector64<sbyte> w1, Vector64<sbyte> w2)
    {
        var products = AdvSimd.MultiplyWideningLower(x0, w0);
        if (threes)
        {
            products = AdvSimd.MultiplyWideningLowerAndAdd(products, x1, w1);
            products = AdvSimd.MultiplyWideningLowerAndAdd(products, x2, w2);
            return AdvSimd.AddPairwiseWideningAndAdd(sum, products);
        }

        sum = AdvSimd.AddPairwiseWideningAndAdd(sum, products);
        sum = AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x1, w1));
        return AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x2, w2));
    }
}
