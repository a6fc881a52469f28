using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// Arm's SDOT: four products of bytes added to each of four sums, as from Cortex-A55 and A76 on. A tile of 5 rows and
/// 16 channels keeps its 80 sums in 20 registers; the rows' own bytes are the by-element operand, so that 4 of the
/// other 12 registers hold all that is loaded of the weights.
/// </summary>
internal sealed unsafe class DotProductKernel : ProductKernel
{
    private const int TileRows = 5;

    public static bool IsSupported => Dp.IsSupported && AdvSimd.Arm64.IsSupported;

    public override string Name => "Arm dot product";

    public override int Rows => TileRows;

    public override int DepthStep => 16;

    /// <summary>[depth / 16][4 channels][quad of 16][channel][4]: as one instruction stores four rows.</summary>
    public override void Pack(sbyte* weights, int depth, byte* packed, int* totals)
    {
        var ones = Vector128.Create((sbyte)1);
        for (var first = 0; first < Channels; first += 4, weights += 4 * depth, packed += 64)
        {
            var (s0, s1) = (Vector128<int>.Zero, Vector128<int>.Zero);
            var (s2, s3) = (Vector128<int>.Zero, Vector128<int>.Zero);
            sbyte* a = weights, b = a + depth, c = b + depth, d = c + depth;
            var output = packed;
            for (nint k = 0; k < depth; k += 16, output += 256)
            {
                var (w0, w1) = (Vector128.Load(a + k), Vector128.Load(b + k));
                var (w2, w3) = (Vector128.Load(c + k), Vector128.Load(d + k));
                AdvSimd.Arm64.StoreVectorAndZip(
                    (int*)output, (w0.AsInt32(), w1.AsInt32(), w2.AsInt32(), w3.AsInt32()));
                s0 = Dp.DotProduct(s0, w0, ones);
                s1 = Dp.DotProduct(s1, w1, ones);
                s2 = Dp.DotProduct(s2, w2, ones);
                s3 = Dp.DotProduct(s3, w3, ones);
            }

            AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(s0, s1), AdvSimd.Arm64.AddPairwise(s2, s3))
                .Store(totals + first);
        }
    }

    public override bool HasNarrow => true;

    public override void PackNarrow(sbyte* weights, int depth, int width, byte* packed, int* totals)
    {
        DotProductNarrow.Pack(weights, depth, width, packed);
        WeightSum.Write(weights, depth, totals);
    }

    public override void MultiplyNarrow(
        byte* rows, nint stride, int count, int width, byte* packed, int* bias, int* sums) =>
        DotProductNarrow.Multiply(rows, stride, count, width, packed, bias, sums);

    public override void Multiply(
        byte* rows, nint stride, int count, int depth, byte* packed, int* bias, int* sums)
    {
        for (; count > 0; count -= TileRows, rows += TileRows * stride, sums += TileRows * Channels)
            MultiplyTile(rows, stride, depth, packed, bias, sums);
    }

    private static void MultiplyTile(byte* rows, nint stride, int depth, byte* packed, int* bias, int* sums)
    {
        var (a0, a1, a2, a3) = AdvSimd.Arm64.Load4xVector128(bias);
        var (b0, b1, b2, b3) = (a0, a1, a2, a3);
        var (c0, c1, c2, c3) = (a0, a1, a2, a3);
        var (d0, d1, d2, d3) = (a0, a1, a2, a3);
        var (e0, e1, e2, e3) = (a0, a1, a2, a3);
        var end = (sbyte*)rows + depth;
        sbyte* a = end, b = a + stride, c = b + stride, d = c + stride, e = d + stride;
        for (nint k = -depth; k < 0; k += 16)
        {
            var xa = Vector128.Load(a + k);
            var xb = Vector128.Load(b + k);
            var xc = Vector128.Load(c + k);
            var xd = Vector128.Load(d + k);
            var xe = Vector128.Load(e + k);
            var (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128((sbyte*)packed);
            Add(ref a0, ref b0, ref c0, ref d0, ref e0, w0, xa, xb, xc, xd, xe, 0);
            Add(ref a0, ref b0, ref c0, ref d0, ref e0, w1, xa, xb, xc, xd, xe, 1);
            Add(ref a0, ref b0, ref c0, ref d0, ref e0, w2, xa, xb, xc, xd, xe, 2);
            Add(ref a0, ref b0, ref c0, ref d0, ref e0, w3, xa, xb, xc, xd, xe, 3);
            (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128((sbyte*)packed + 64);
            Add(ref a1, ref b1, ref c1, ref d1, ref e1, w0, xa, xb, xc, xd, xe, 0);
            Add(ref a1, ref b1, ref c1, ref d1, ref e1, w1, xa, xb, xc, xd, xe, 1);
            Add(ref a1, ref b1, ref c1, ref d1, ref e1, w2, xa, xb, xc, xd, xe, 2);
            Add(ref a1, ref b1, ref c1, ref d1, ref e1, w3, xa, xb, xc, xd, xe, 3);
            (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128((sbyte*)packed + 128);
            Add(ref a2, ref b2, ref c2, ref d2, ref e2, w0, xa, xb, xc, xd, xe, 0);
            Add(ref a2, ref b2, ref c2, ref d2, ref e2, w1, xa, xb, xc, xd, xe, 1);
            Add(ref a2, ref b2, ref c2, ref d2, ref e2, w2, xa, xb, xc, xd, xe, 2);
            Add(ref a2, ref b2, ref c2, ref d2, ref e2, w3, xa, xb, xc, xd, xe, 3);
            (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128((sbyte*)packed + 192);
            Add(ref a3, ref b3, ref c3, ref d3, ref e3, w0, xa, xb, xc, xd, xe, 0);
            Add(ref a3, ref b3, ref c3, ref d3, ref e3, w1, xa, xb, xc, xd, xe, 1);
            Add(ref a3, ref b3, ref c3, ref d3, ref e3, w2, xa, xb, xc, xd, xe, 2);
            Add(ref a3, ref b3, ref c3, ref d3, ref e3, w3, xa, xb, xc, xd, xe, 3);
            packed += 256;
        }

        Store(sums, a0, a1, a2, a3);
        Store(sums + 16, b0, b1, b2, b3);
        Store(sums + 32, c0, c1, c2, c3);
        Store(sums + 48, d0, d1, d2, d3);
        Store(sums + 64, e0, e1, e2, e3);
    }

    /// <summary>The same weights for all rows: sums that wait for each other are far apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref Vector128<int> a, ref Vector128<int> b, ref Vector128<int> c, ref Vector128<int> d, ref Vector128<int> e,
        Vector128<sbyte> weights, Vector128<sbyte> xa, Vector128<sbyte> xb, Vector128<sbyte> xc, Vector128<sbyte> xd,
        Vector128<sbyte> xe, [ConstantExpected(Max = 3)] byte quad)
    {
        a = Dp.DotProductBySelectedQuadruplet(a, weights, xa, quad);
        b = Dp.DotProductBySelectedQuadruplet(b, weights, xb, quad);
        c = Dp.DotProductBySelectedQuadruplet(c, weights, xc, quad);
        d = Dp.DotProductBySelectedQuadruplet(d, weights, xd, quad);
        e = Dp.DotProductBySelectedQuadruplet(e, weights, xe, quad);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int* sums, Vector128<int> s0, Vector128<int> s1, Vector128<int> s2, Vector128<int> s3)
    {
        s0.Store(sums);
        s1.Store(sums + 4);
        s2.Store(sums + 8);
        s3.Store(sums + 12);
    }
}
