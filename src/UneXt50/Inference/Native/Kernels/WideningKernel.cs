using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// For Arm cores without a dot product, as the Cortex-A53 and A72: products of bytes are 16 bits wide (SMULL, SMLAL),
/// and pairs of those are added to sums of 32 (SADALP). Four products fit into 16 bits where their weights' magnitudes
/// add up to 254 at most, since no activation's exceeds 128; that is known of each block of weights when it is packed.
/// Two fit unless both weights are -128.
/// </summary>
internal sealed unsafe class WideningKernel : ProductKernel
{
    /// <summary>Depth that a block of weights covers, for 4 channels.</summary>
    public const int Block = 32;

    private const int TileRows = 3;

    public static bool IsSupported => AdvSimd.Arm64.IsSupported;

    public override string Name => "Arm Advanced SIMD";

    public override int Rows => TileRows;

    public override int DepthStep => Block;

    /// <summary>[4 channels][block][channel][32], and behind them what each block bears.</summary>
    public override int PackedBytes(int depth) => (depth * Channels) + ((depth / Block * 4) + 63 & ~63);

    public override void Pack(sbyte* weights, int depth, byte* packed, int* totals) =>
        WideningPacking.Pack(weights, depth, packed, totals);

    public override bool HasNarrow => true;

    public override void PackNarrow(sbyte* weights, int depth, int width, byte* packed, int* totals)
    {
        WideningNarrow.Pack(weights, depth, width, packed);
        WeightSum.Write(weights, depth, totals);
    }

    public override void MultiplyNarrow(
        byte* rows, nint stride, int count, int width, byte* packed, int* bias, int* sums) =>
        WideningNarrow.Multiply(rows, stride, count, width, packed, bias, sums);

    public override void Multiply(
        byte* rows, nint stride, int count, int depth, byte* packed, int* bias, int* sums)
    {
        var bears = packed + (depth * Channels);
        for (var first = 0; first < Channels; first += 4)
        {
            MultiplyFour((sbyte*)rows, stride, count, depth, (sbyte*)packed, bears, bias + first, sums + first);
            packed += 4 * depth;
            bears += depth / Block;
        }
    }

    /// <summary>Four channels of all rows.</summary>
    private static void MultiplyFour(
        sbyte* rows, nint stride, int count, int depth, sbyte* packed, byte* bears, int* bias, int* sums)
    {
        var start = Vector128.Load(bias);
        for (; count > 0; count -= TileRows, rows += TileRows * stride, sums += TileRows * Channels)
        {
            var a0 = Vector128<int>.Zero;
            var (a1, a2, a3) = (a0, a0, a0);
            var (b0, b1, b2, b3) = (a0, a0, a0, a0);
            var (c0, c1, c2, c3) = (a0, a0, a0, a0);
            sbyte* a = rows, b = a + stride, c = b + stride;
            sbyte* weights = packed;
            var fits = bears;
            for (var end = a + depth; a < end; a += Block, b += Block, c += Block, weights += 4 * Block, fits++)
            {
                var xa0 = Vector64.Load(a);
                var xa1 = Vector64.Load(a + 8);
                var xa2 = Vector64.Load(a + 16);
                var xa3 = Vector64.Load(a + 24);
                var xb0 = Vector64.Load(b);
                var xb1 = Vector64.Load(b + 8);
                var xb2 = Vector64.Load(b + 16);
                var xb3 = Vector64.Load(b + 24);
                var xc0 = Vector64.Load(c);
                var xc1 = Vector64.Load(c + 8);
                var xc2 = Vector64.Load(c + 16);
                var xc3 = Vector64.Load(c + 24);
                var (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights);
                var bearing = *fits;
                if (bearing == 0)
                {
                    a0 = Fours(a0, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b0 = Fours(b0, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c0 = Fours(c0, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + Block);
                    a1 = Fours(a1, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b1 = Fours(b1, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c1 = Fours(c1, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + (2 * Block));
                    a2 = Fours(a2, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b2 = Fours(b2, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c2 = Fours(c2, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + (3 * Block));
                    a3 = Fours(a3, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b3 = Fours(b3, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c3 = Fours(c3, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                }
                else if (bearing == 1)
                {
                    a0 = Twos(a0, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b0 = Twos(b0, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c0 = Twos(c0, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + Block);
                    a1 = Twos(a1, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b1 = Twos(b1, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c1 = Twos(c1, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + (2 * Block));
                    a2 = Twos(a2, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b2 = Twos(b2, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c2 = Twos(c2, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + (3 * Block));
                    a3 = Twos(a3, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b3 = Twos(b3, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c3 = Twos(c3, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                }
                else
                {
                    a0 = Ones(a0, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b0 = Ones(b0, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c0 = Ones(c0, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + Block);
                    a1 = Ones(a1, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b1 = Ones(b1, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c1 = Ones(c1, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + (2 * Block));
                    a2 = Ones(a2, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b2 = Ones(b2, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c2 = Ones(c2, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                    (w0, w1, w2, w3) = AdvSimd.Load4xVector64(weights + (3 * Block));
                    a3 = Ones(a3, xa0, xa1, xa2, xa3, w0, w1, w2, w3);
                    b3 = Ones(b3, xb0, xb1, xb2, xb3, w0, w1, w2, w3);
                    c3 = Ones(c3, xc0, xc1, xc2, xc3, w0, w1, w2, w3);
                }
            }

            (Sum(a0, a1, a2, a3) + start).Store(sums);
            (Sum(b0, b1, b2, b3) + start).Store(sums + Channels);
            (Sum(c0, c1, c2, c3) + start).Store(sums + (2 * Channels));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Fours(
        Vector128<int> sum, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> x2, Vector64<sbyte> x3,
        Vector64<sbyte> w0, Vector64<sbyte> w1, Vector64<sbyte> w2, Vector64<sbyte> w3)
    {
        var products = AdvSimd.MultiplyWideningLower(x0, w0);
        products = AdvSimd.MultiplyWideningLowerAndAdd(products, x1, w1);
        products = AdvSimd.MultiplyWideningLowerAndAdd(products, x2, w2);
        products = AdvSimd.MultiplyWideningLowerAndAdd(products, x3, w3);
        return AdvSimd.AddPairwiseWideningAndAdd(sum, products);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Twos(
        Vector128<int> sum, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> x2, Vector64<sbyte> x3,
        Vector64<sbyte> w0, Vector64<sbyte> w1, Vector64<sbyte> w2, Vector64<sbyte> w3)
    {
        var products = AdvSimd.MultiplyWideningLowerAndAdd(AdvSimd.MultiplyWideningLower(x0, w0), x2, w2);
        sum = AdvSimd.AddPairwiseWideningAndAdd(sum, products);
        products = AdvSimd.MultiplyWideningLowerAndAdd(AdvSimd.MultiplyWideningLower(x1, w1), x3, w3);
        return AdvSimd.AddPairwiseWideningAndAdd(sum, products);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Ones(
        Vector128<int> sum, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> x2, Vector64<sbyte> x3,
        Vector64<sbyte> w0, Vector64<sbyte> w1, Vector64<sbyte> w2, Vector64<sbyte> w3)
    {
        sum = AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x0, w0));
        sum = AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x1, w1));
        sum = AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x2, w2));
        return AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x3, w3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sum(
        Vector128<int> s0, Vector128<int> s1, Vector128<int> s2, Vector128<int> s3) => AdvSimd.Arm64.AddPairwise(
        AdvSimd.Arm64.AddPairwise(s0, s1), AdvSimd.Arm64.AddPairwise(s2, s3));
}
