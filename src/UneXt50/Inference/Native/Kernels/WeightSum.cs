using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>The sum of each channel's weights.</summary>
internal static unsafe class WeightSum
{
    private const int Run = 64 * 16; // 128 sums of two weights fit into 16 bits

    /// <param name="weights">A row for each of <see cref="ProductKernel.Channels"/> channels.</param>
    /// <param name="depth">Of a row.</param>
    /// <param name="totals">Takes the sums.</param>
    public static void Write(sbyte* weights, int depth, int* totals)
    {
        for (var channel = 0; channel < ProductKernel.Channels; channel++, weights += depth)
            totals[channel] = Of(weights, depth);
    }

    private static int Of(sbyte* weights, int count)
    {
        var sums = Vector128<int>.Zero;
        var (at, end) = ((nint)weights, (nint)(weights + (count & ~15)));
        while (at < end)
        {
            var pairs = Vector128<short>.Zero;
            var stop = nint.Min(at + Run, end);
            for (; at <= stop - 64; at += 64)
            {
                var (a, b) = (Vector128.Load((sbyte*)at), Vector128.Load((sbyte*)at + 16));
                var (c, d) = (Vector128.Load((sbyte*)at + 32), Vector128.Load((sbyte*)at + 48));
                pairs = Add(Add(Add(Add(pairs, a), b), c), d);
            }

            for (; at < stop; at += 16) pairs = Add(pairs, Vector128.Load((sbyte*)at));
            sums += Vector128.WidenLower(pairs) + Vector128.WidenUpper(pairs);
        }

        var sum = Vector128.Sum(sums);
        for (var i = count & ~15; i < count; i++) sum += weights[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Add(Vector128<short> pairs, Vector128<sbyte> weights)
    {
        if (AdvSimd.IsSupported) return AdvSimd.AddPairwiseWideningAndAdd(pairs, weights);
        var (low, high) = Vector128.Widen(weights);
        return pairs + low + high;
    }
}
