using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// Weights for <see cref="WideningKernel"/>: [4 channels][block][channel][32], and behind them, of each block, how many
/// products of it are added up in 16 bits: 0 for four, 1 for two, 2 for none.
/// </summary>
internal static unsafe class WideningPacking
{
    private const int Block = WideningKernel.Block;
    private const int LargestMagnitude = 254; // 128 * 254 < 2^15
    private const int BlocksOfSums = 64; // the sums of 4 weights of each fit into 16 bits: 64 * 4 * 128 = 2^15

    public static void Pack(sbyte* weights, int depth, byte* packed, int* totals)
    {
        var bears = packed + (depth * ProductKernel.Channels);
        for (var first = 0; first < ProductKernel.Channels; first += 4, weights += 4 * depth, packed += 4 * depth)
        {
            var sums = Vector128<int>.Zero;
            for (var k = 0; k < depth; k += BlocksOfSums * Block)
            {
                var blocks = Math.Min(BlocksOfSums, (depth - k) / Block);
                sums += PackFour(weights + k, depth, blocks, packed + (4 * k), bears);
                bears += blocks;
            }

            sums.Store(totals + first);
        }
    }

    /// <summary>Some blocks of four channels; returns the sums of their weights.</summary>
    private static Vector128<int> PackFour(sbyte* weights, int depth, int blocks, byte* packed, byte* bears)
    {
        var (s0, s1) = (Vector128<short>.Zero, Vector128<short>.Zero);
        var (s2, s3) = (Vector128<short>.Zero, Vector128<short>.Zero);
        sbyte* a = weights, b = a + depth, c = b + depth, d = c + depth;
        var output = (sbyte*)packed;
        for (var end = bears + blocks; bears < end; bears++, a += Block, b += Block, c += Block, d += Block)
        {
            var t0 = Copy(a, output, ref s0);
            var t1 = Copy(b, output + Block, ref s1);
            var t2 = Copy(c, output + (2 * Block), ref s2);
            var t3 = Copy(d, output + (3 * Block), ref s3);
            var fours = Vector128.Max(Halves(t0, t1), Halves(t2, t3));
            *bears = (byte)(Fits(fours) ? 0
                : Fits(Vector128.Max(Vector128.Max(t0, t1), Vector128.Max(t2, t3))) ? 1 : 2);
            output += 4 * Block;
        }

        var (i0, i1) = (AdvSimd.AddPairwiseWidening(s0), AdvSimd.AddPairwiseWidening(s1));
        var (i2, i3) = (AdvSimd.AddPairwiseWidening(s2), AdvSimd.AddPairwiseWidening(s3));
        return AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(i0, i1), AdvSimd.Arm64.AddPairwise(i2, i3));
    }

    /// <summary>
    /// Copies a channel's block, adds up its weights and returns the magnitudes of those that are 16 apart, added up.
    /// That of -128 is 128, unsigned; what reaches 255 may be more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Copy(sbyte* weights, sbyte* packed, ref Vector128<short> sums)
    {
        var (low, high) = (Vector128.Load(weights), Vector128.Load(weights + 16));
        low.Store(packed);
        high.Store(packed + 16);
        sums = AdvSimd.AddPairwiseWideningAndAdd(AdvSimd.AddPairwiseWideningAndAdd(sums, low), high);
        return AdvSimd.AddSaturate(AdvSimd.Abs(low), AdvSimd.Abs(high));
    }

    /// <summary>The lower halves and the upper halves of two vectors, added up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Halves(Vector128<byte> a, Vector128<byte> b) => AdvSimd.AddSaturate(
        AdvSimd.Arm64.ZipLow(a.AsUInt64(), b.AsUInt64()).AsByte(),
        AdvSimd.Arm64.ZipHigh(a.AsUInt64(), b.AsUInt64()).AsByte());

    private static bool Fits(Vector128<byte> magnitudes) =>
        AdvSimd.Arm64.MaxAcross(magnitudes).ToScalar() <= LargestMagnitude;
}
