using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// AVX-VNNI's VPDPBUSD: four products of an unsigned and a signed byte added to each of eight sums, without saturation.
/// The activations are made unsigned by adding 128, which the bias takes back.
/// </summary>
// Nothing of Vector256's own: what is compiled ahead of time for any x64 does not know that AVX2 is there.
internal sealed unsafe class VnniKernel : ProductKernel
{
    private const int TileRows = 6;

    public static bool IsSupported => AvxVnni.IsSupported && Avx2.IsSupported;

    public override string Name => "AVX-VNNI";

    public override int Rows => TileRows;

    public override int DepthStep => 16;

    public override bool PreparesRows => true;

    /// <summary>The weights, and behind them 128 times the sum of each channel's.</summary>
    public override int PackedBytes(int depth) => (depth * Channels) + (Channels * sizeof(int));

    public override void Pack(sbyte* weights, int depth, byte* packed, int* totals)
    {
        WeightPacking.Quads(weights, depth, packed);
        WeightSum.Write(weights, depth, totals);
        var excess = (int*)(packed + (depth * Channels));
        for (var channel = 0; channel < Channels; channel++) excess[channel] = 128 * totals[channel];
    }

    public override void Prepare(sbyte* levels, byte* prepared, int count)
    {
        var flip = Vector128.Create((byte)128);
        for (nint i = 0; i < count; i += 16) (Vector128.Load((byte*)levels + i) ^ flip).Store(prepared + i);
    }

    public override void Multiply(
        byte* rows, nint stride, int count, int depth, byte* packed, int* bias, int* sums)
    {
        for (; count > 0; count -= TileRows, rows += TileRows * stride, sums += TileRows * Channels)
            MultiplyTile(rows, stride, depth, packed, bias, sums);
    }

    private static void MultiplyTile(byte* rows, nint stride, int depth, byte* packed, int* bias, int* sums)
    {
        var excess = (int*)(packed + (depth * Channels));
        var a0 = Avx2.Subtract(Avx.LoadVector256(bias), Avx.LoadVector256(excess));
        var a1 = Avx2.Subtract(Avx.LoadVector256(bias + 8), Avx.LoadVector256(excess + 8));
        var (b0, b1) = (a0, a1);
        var (c0, c1) = (a0, a1);
        var (d0, d1) = (a0, a1);
        var (e0, e1) = (a0, a1);
        var (f0, f1) = (a0, a1);
        var a = (int*)rows;
        var b = (int*)(rows + (1 * stride));
        var c = (int*)(rows + (2 * stride));
        var d = (int*)(rows + (3 * stride));
        var e = (int*)(rows + (4 * stride));
        var f = (int*)(rows + (5 * stride));
        for (nint k = 0; k < depth / 4; k++)
        {
            var (low, high) = (Avx.LoadVector256((sbyte*)packed), Avx.LoadVector256((sbyte*)packed + 32));
            packed += 64;
            Add(ref a0, ref a1, low, high, a + k);
            Add(ref b0, ref b1, low, high, b + k);
            Add(ref c0, ref c1, low, high, c + k);
            Add(ref d0, ref d1, low, high, d + k);
            Add(ref e0, ref e1, low, high, e + k);
            Add(ref f0, ref f1, low, high, f + k);
        }

        Avx.Store(sums, a0);
        Avx.Store(sums + 8, a1);
        Avx.Store(sums + 16, b0);
        Avx.Store(sums + 24, b1);
        Avx.Store(sums + 32, c0);
        Avx.Store(sums + 40, c1);
        Avx.Store(sums + 48, d0);
        Avx.Store(sums + 56, d1);
        Avx.Store(sums + 64, e0);
        Avx.Store(sums + 72, e1);
        Avx.Store(sums + 80, f0);
        Avx.Store(sums + 88, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref Vector256<int> low, ref Vector256<int> high, Vector256<sbyte> lowWeights, Vector256<sbyte> highWeights,
        int* quad)
    {
        var levels = Avx2.BroadcastScalarToVector256(quad).AsByte();
        low = AvxVnni.MultiplyWideningAndAdd(low, levels, lowWeights);
        high = AvxVnni.MultiplyWideningAndAdd(high, levels, highWeights);
    }
}
