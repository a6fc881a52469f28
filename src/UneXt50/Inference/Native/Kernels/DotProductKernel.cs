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

    public override void Pack(sbyte* weights, int depth, byte* packed) => QuadPacking.Pack(weights, depth, packed);

    public override bool HasNarrow => true;

    public override void PackNarrow(sbyte* weights, int depth, int width, byte* packed) =>
        DotProductNarrow.Pack(weights, depth, width, packed);

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
            Add(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, xa, 0);
            Add(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, xb, 0);
            Add(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, xc, 0);
            Add(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, xd, 0);
            Add(ref e0, ref e1, ref e2, ref e3, w0, w1, w2, w3, xe, 0);
            (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128((sbyte*)packed + 64);
            Add(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, xa, 1);
            Add(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, xb, 1);
            Add(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, xc, 1);
            Add(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, xd, 1);
            Add(ref e0, ref e1, ref e2, ref e3, w0, w1, w2, w3, xe, 1);
            (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128((sbyte*)packed + 128);
            Add(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, xa, 2);
            Add(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, xb, 2);
            Add(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, xc, 2);
            Add(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, xd, 2);
            Add(ref e0, ref e1, ref e2, ref e3, w0, w1, w2, w3, xe, 2);
            (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128((sbyte*)packed + 192);
            Add(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, xa, 3);
            Add(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, xb, 3);
            Add(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, xc, 3);
            Add(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, xd, 3);
            Add(ref e0, ref e1, ref e2, ref e3, w0, w1, w2, w3, xe, 3);
            packed += 256;
        }

        Store(sums, a0, a1, a2, a3);
        Store(sums + 16, b0, b1, b2, b3);
        Store(sums + 32, c0, c1, c2, c3);
        Store(sums + 48, d0, d1, d2, d3);
        Store(sums + 64, e0, e1, e2, e3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref Vector128<int> s0, ref Vector128<int> s1, ref Vector128<int> s2, ref Vector128<int> s3,
        Vector128<sbyte> w0, Vector128<sbyte> w1, Vector128<sbyte> w2, Vector128<sbyte> w3, Vector128<sbyte> x,
        [ConstantExpected(Max = 3)] byte quad)
    {
        s0 = Dp.DotProductBySelectedQuadruplet(s0, w0, x, quad);
        s1 = Dp.DotProductBySelectedQuadruplet(s1, w1, x, quad);
        s2 = Dp.DotProductBySelectedQuadruplet(s2, w2, x, quad);
        s3 = Dp.DotProductBySelectedQuadruplet(s3, w3, x, quad);
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
