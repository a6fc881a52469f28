using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>One channel's weights from the file's order, [input][tap], to [tap][input], as activations lie.</summary>
internal static unsafe class TapOrder
{
    private const int Nine = 9;

    /// <param name="weights">[inputs][taps].</param>
    /// <param name="inputs">How many.</param>
    /// <param name="taps">Pixels of the kernel.</param>
    /// <param name="output">Takes them.</param>
    /// <param name="stride">From a tap of the output to the next.</param>
    public static void Write(sbyte* weights, int inputs, int taps, sbyte* output, int stride)
    {
        var input = 0;
        if (taps == Nine && AdvSimd.Arm64.IsSupported)
        {
            for (; input <= inputs - 16; input += 16) Write16(weights + (input * Nine), output + input, stride);
        }

        for (var tap = 0; tap < taps; tap++)
        {
            var place = output + ((nint)tap * stride);
            for (var i = input; i < inputs; i++) place[i] = weights[(i * taps) + tap];
        }
    }

    /// <summary>Every third of 144, and of those every third.</summary>
    private static void Write16(sbyte* weights, sbyte* output, int stride)
    {
        var columns = stackalloc sbyte[Nine * 16];
        for (var part = 0; part < 3; part++)
        {
            var (left, middle, right) = AdvSimd.Arm64.Load3xVector128AndUnzip(weights + (part * 48));
            left.Store(columns + (part * 16));
            middle.Store(columns + 48 + (part * 16));
            right.Store(columns + 96 + (part * 16));
        }

        for (var column = 0; column < 3; column++)
        {
            var (top, middle, bottom) = AdvSimd.Arm64.Load3xVector128AndUnzip(columns + (column * 48));
            top.Store(output + ((nint)column * stride));
            middle.Store(output + ((nint)(column + 3) * stride));
            bottom.Store(output + ((nint)(column + 6) * stride));
        }
    }
}
