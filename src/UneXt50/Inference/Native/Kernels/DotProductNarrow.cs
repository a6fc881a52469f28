using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// Grouped convolutions of 3 x 3 with SDOT: the four channels of a group are just what one instruction adds up, so
/// groups of 4 take one for each four outputs, and groups of 8 two.
/// </summary>
internal static unsafe class DotProductNarrow
{
    public const int Rows = 5;

    private const int Taps = 9, Width = 16;

    /// <summary>[tap][half of the group][channel][4].</summary>
    public static void Pack(sbyte* weights, int depth, int width, byte* packed)
    {
        var output = (int*)packed;
        for (var tap = 0; tap < Taps; tap++)
        {
            for (var half = 0; half < width; half += 4)
            {
                for (var channel = 0; channel < Width; channel++)
                {
                    var input = (tap * Width) + (channel / width * width) + half;
                    *output++ = *(int*)(weights + ((nint)channel * depth) + input);
                }
            }
        }
    }

    public static void Multiply(byte* rows, nint stride, int count, int width, byte* packed, int* bias, int* sums)
    {
        for (; count > 0; count -= Rows, rows += Rows * stride, sums += Rows * Width)
            MultiplyTile((sbyte*)rows, stride, width, (sbyte*)packed, bias, sums);
    }

    private static void MultiplyTile(sbyte* a, nint stride, int width, sbyte* packed, int* bias, int* sums)
    {
        var (a0, a1, a2, a3) = AdvSimd.Arm64.Load4xVector128(bias);
        var (b0, b1, b2, b3) = (a0, a1, a2, a3);
        var (c0, c1, c2, c3) = (a0, a1, a2, a3);
        var (d0, d1, d2, d3) = (a0, a1, a2, a3);
        var (e0, e1, e2, e3) = (a0, a1, a2, a3);
        sbyte* b = a + stride, c = b + stride, d = c + stride, e = d + stride;
        for (var end = a + (Taps * Width); a < end; a += Width, b += Width, c += Width, d += Width, e += Width)
        {
            var (xa, xb, xc) = (Vector128.Load(a), Vector128.Load(b), Vector128.Load(c));
            var (xd, xe) = (Vector128.Load(d), Vector128.Load(e));
            var (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128(packed);
            packed += 64;
            if (width == 4)
            {
                Add(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, xa, 0, 1, 2, 3);
                Add(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, xb, 0, 1, 2, 3);
                Add(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, xc, 0, 1, 2, 3);
                Add(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, xd, 0, 1, 2, 3);
                Add(ref e0, ref e1, ref e2, ref e3, w0, w1, w2, w3, xe, 0, 1, 2, 3);
                continue;
            }

            Add(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, xa, 0, 0, 2, 2);
            Add(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, xb, 0, 0, 2, 2);
            Add(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, xc, 0, 0, 2, 2);
            Add(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, xd, 0, 0, 2, 2);
            Add(ref e0, ref e1, ref e2, ref e3, w0, w1, w2, w3, xe, 0, 0, 2, 2);
            (w0, w1, w2, w3) = AdvSimd.Arm64.Load4xVector128(packed);
            packed += 64;
            Add(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, xa, 1, 1, 3, 3);
            Add(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, xb, 1, 1, 3, 3);
            Add(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, xc, 1, 1, 3, 3);
            Add(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, xd, 1, 1, 3, 3);
            Add(ref e0, ref e1, ref e2, ref e3, w0, w1, w2, w3, xe, 1, 1, 3, 3);
        }

        DotProductKernel.Store(sums, a0, a1, a2, a3);
        DotProductKernel.Store(sums + 16, b0, b1, b2, b3);
        DotProductKernel.Store(sums + 32, c0, c1, c2, c3);
        DotProductKernel.Store(sums + 48, d0, d1, d2, d3);
        DotProductKernel.Store(sums + 64, e0, e1, e2, e3);
    }

    /// <summary>Each four outputs take the quad of inputs that is theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref Vector128<int> s0, ref Vector128<int> s1, ref Vector128<int> s2, ref Vector128<int> s3,
        Vector128<sbyte> w0, Vector128<sbyte> w1, Vector128<sbyte> w2, Vector128<sbyte> w3, Vector128<sbyte> x,
        [ConstantExpected(Max = 3)] byte quad0, [ConstantExpected(Max = 3)] byte quad1,
        [ConstantExpected(Max = 3)] byte quad2, [ConstantExpected(Max = 3)] byte quad3)
    {
        s0 = Dp.DotProductBySelectedQuadruplet(s0, w0, x, quad0);
        s1 = Dp.DotProductBySelectedQuadruplet(s1, w1, x, quad1);
        s2 = Dp.DotProductBySelectedQuadruplet(s2, w2, x, quad2);
        s3 = Dp.DotProductBySelectedQuadruplet(s3, w3, x, quad3);
    }
}
