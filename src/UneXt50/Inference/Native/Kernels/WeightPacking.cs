using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// Weights as x64's instructions take them, which multiply neighbours and add the products up: [depth / 2][channel][2]
/// or [depth / 4][channel][4], from a row for each of 16 channels, whose depth is a multiple of 16.
/// </summary>
internal static unsafe class WeightPacking
{
    private const int Channels = ProductKernel.Channels;

    /// <summary>By fours: 4 x 4 of them are transposed at once.</summary>
    public static void Quads(sbyte* weights, int depth, byte* packed)
    {
        for (var channel = 0; channel < Channels; channel += 4, weights += 4 * depth, packed += 4 * 4)
        {
            var output = packed;
            for (nint k = 0; k < depth; k += 16, output += 16 * Channels)
            {
                var place = weights + k;
                var (a, b) = (Vector128.Load(place).AsUInt32(), Vector128.Load(place + depth).AsUInt32());
                var c = Vector128.Load(place + (2 * depth)).AsUInt32();
                var d = Vector128.Load(place + (3 * depth)).AsUInt32();
                Transpose(a, b, c, d, output, 4 * Channels);
            }
        }
    }

    /// <summary>By twos: two channels' are put side by side, and then transposed as if they were fours.</summary>
    public static void Pairs(sbyte* weights, int depth, byte* packed)
    {
        for (var channel = 0; channel < Channels; channel += 8, weights += 8 * depth, packed += 8 * 2)
        {
            var output = packed;
            for (nint k = 0; k < depth; k += 16, output += 16 * Channels)
            {
                var (a, e) = SideBySide(weights + k, depth);
                var (b, f) = SideBySide(weights + (2 * depth) + k, depth);
                var (c, g) = SideBySide(weights + (4 * depth) + k, depth);
                var (d, h) = SideBySide(weights + (6 * depth) + k, depth);
                Transpose(a, b, c, d, output, 2 * Channels);
                Transpose(e, f, g, h, output + (8 * Channels), 2 * Channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<uint> Low, Vector128<uint> High) SideBySide(sbyte* weights, int depth)
    {
        var (a, b) = (Vector128.Load(weights).AsInt16(), Vector128.Load(weights + depth).AsInt16());
        return (Sse2.UnpackLow(a, b).AsUInt32(), Sse2.UnpackHigh(a, b).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector128<uint> a, Vector128<uint> b, Vector128<uint> c, Vector128<uint> d, byte* output, nint stride)
    {
        var (ac0, ac1) = (Sse2.UnpackLow(a, c), Sse2.UnpackHigh(a, c)); // a0 c0 a1 c1, a2 c2 a3 c3
        var (bd0, bd1) = (Sse2.UnpackLow(b, d), Sse2.UnpackHigh(b, d));
        Sse2.UnpackLow(ac0, bd0).AsByte().Store(output);
        Sse2.UnpackHigh(ac0, bd0).AsByte().Store(output + stride);
        Sse2.UnpackLow(ac1, bd1).AsByte().Store(output + (2 * stride));
        Sse2.UnpackHigh(ac1, bd1).AsByte().Store(output + (3 * stride));
    }
}
