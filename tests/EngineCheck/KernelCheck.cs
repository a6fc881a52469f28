using System.Runtime.InteropServices;
using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Tests;

/// <summary>Holds a kernel against a loop over one product after the other.</summary>
internal static unsafe class KernelCheck
{
    /// <summary>What a kind of activations and weights is made of.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["random", "small", "lowest", "highest", "lowest times highest", "alternating", "rare extremes"];

    /// <summary>Tells where the kernel gives another sum; null if nowhere.</summary>
    public static string? Fault(ProductKernel kernel, int depth, string kind, int seed)
    {
        var random = new Random(seed);
        var padded = kernel.Padded(depth);
        var stride = padded + (16 * random.Next(3));
        var count = random.Next(1, ProductKernel.MostRows + 1);
        var levels = Levels(random, kind, kernel.WholeTiles(count) * stride, weights: false);
        var weights = new sbyte[ProductKernel.Channels * padded];
        var bias = new int[ProductKernel.Channels];
        for (var channel = 0; channel < ProductKernel.Channels; channel++)
        {
            // Behind the depth activations may be anything: the weights there are zero.
            Levels(random, kind, depth, weights: true).CopyTo(weights, channel * padded);
            bias[channel] = random.Next(int.MinValue, int.MaxValue);
        }

        var sums = Multiply(kernel, levels, stride, count, padded, weights, bias);
        for (var row = 0; row < count; row++)
        {
            for (var channel = 0; channel < ProductKernel.Channels; channel++)
            {
                var sum = bias[channel];
                for (var k = 0; k < depth; k++)
                    sum = unchecked(sum + (levels[(row * stride) + k] * weights[(channel * padded) + k]));
                if (sums[(row * ProductKernel.Channels) + channel] != sum)
                    return $"{kernel.Name}, depth {depth}, {kind}: row {row}, channel {channel}";
            }
        }

        return null;
    }

    /// <summary>The same for groups of 4 or 8 channels.</summary>
    public static string? NarrowFault(ProductKernel kernel, int width, string kind, int seed)
    {
        const int taps = 9;
        var random = new Random(seed);
        var depth = kernel.Padded(taps * 16);
        var count = random.Next(1, ProductKernel.MostRows + 1);
        var levels = Levels(random, kind, kernel.WholeTiles(count) * depth, weights: false);
        var weights = Levels(random, kind, ProductKernel.Channels * depth, weights: true);
        for (var i = 0; i < weights.Length; i++)
        {
            var (channel, k) = Math.DivRem(i, depth);
            if (k >= taps * 16 || k % 16 / width != channel / width) weights[i] = 0;
        }

        var sums = Multiply(kernel, levels, depth, count, depth, weights, new int[ProductKernel.Channels], width);
        var expected = Multiply(
            new PortableKernel(), levels, depth, count, depth, weights, new int[ProductKernel.Channels]);
        return sums.AsSpan(0, count * 16).SequenceEqual(expected.AsSpan(0, count * 16))
            ? null : $"{kernel.Name}, groups of {width}, {kind}";
    }

    private static int[] Multiply(
        ProductKernel kernel, sbyte[] levels, int stride, int count, int depth, sbyte[] weights, int[] bias,
        int narrow = 0)
    {
        var sums = new int[ProductKernel.MostRows * ProductKernel.Channels];
        var packed = (byte*)NativeMemory.AlignedAlloc((nuint)kernel.PackedBytes(depth), 64);
        var size = kernel.PreparedBytes;
        var totals = stackalloc int[ProductKernel.Channels];
        var prepared = (byte*)NativeMemory.AlignedAlloc((nuint)((levels.Length + ProductKernel.Slack) * size), 64);
        fixed (sbyte* rows = levels, matrix = weights)
        fixed (int* start = bias, output = sums)
        {
            if (narrow > 0) kernel.PackNarrow(matrix, depth, narrow, packed, totals);
            else kernel.Pack(matrix, depth, packed, totals);
            for (var channel = 0; channel < ProductKernel.Channels; channel++)
            {
                var total = weights.AsSpan(channel * depth, depth).ToArray().Sum(weight => weight);
                if (totals[channel] != total) throw new InvalidOperationException($"{kernel.Name}: {totals[channel]}");
            }

            if (kernel.PreparesRows) kernel.Prepare(rows, prepared, levels.Length);
            var place = kernel.PreparesRows ? prepared : (byte*)rows;
            if (narrow > 0) kernel.MultiplyNarrow(place, stride * size, count, narrow, packed, start, output);
            else kernel.Multiply(place, stride * size, count, depth, packed, start, output);
        }

        NativeMemory.AlignedFree(packed);
        NativeMemory.AlignedFree(prepared);
        return sums;
    }

    private static sbyte[] Levels(Random random, string kind, int count, bool weights)
    {
        // What is read past the end does not count; that it may be read does.
        var levels = new sbyte[weights ? count : count + ProductKernel.Slack];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = kind switch
            {
                "random" => (sbyte)random.Next(-128, 128),
                "small" => (sbyte)random.Next(-20, 21),
                "lowest" => -128,
                "highest" => 127,
                "lowest times highest" => weights ? (sbyte)127 : (sbyte)-128,
                "alternating" => i % 2 == 0 ? (sbyte)-128 : (sbyte)127,
                _ => random.Next(40) == 0 ? (sbyte)-128 : (sbyte)random.Next(-60, 61),
            };
        }

        return levels;
    }
}
