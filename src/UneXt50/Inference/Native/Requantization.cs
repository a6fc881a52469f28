using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>
/// From sums to levels: level = zero point + round(float(sum) * scale), in float32, halves to even, clipped to 0..255.
/// A ReLU is the clipping, where the zero point is the lowest level. The same operations as in onnxruntime's
/// MlasRequantizeOutput, so that the levels are the same as well.
/// </summary>
internal static unsafe class Requantization
{
    /// <summary>Rows of sums.</summary>
    /// <param name="sums">[rows, 16].</param>
    /// <param name="scales">By channel.</param>
    /// <param name="zeroPoint">Less 128.</param>
    /// <param name="rows">How many of them.</param>
    /// <param name="channels">How many of them, 1 to 16.</param>
    /// <param name="output">Takes the first row; no more bytes than there are channels are written.</param>
    /// <param name="stride">From a row's output to the next one's.</param>
    public static void Write(
        int* sums, float* scales, int zeroPoint, int rows, int channels, sbyte* output, nint stride)
    {
        var zero = Vector128.Create((short)zeroPoint);
        var (s0, s1) = (Vector128.Load(scales), Vector128.Load(scales + 4));
        var (s2, s3) = (Vector128.Load(scales + 8), Vector128.Load(scales + 12));
        var end = sums + (rows * ProductKernel.Channels);
        if (channels == ProductKernel.Channels)
        {
            for (; sums < end; sums += ProductKernel.Channels, output += stride)
                Levels(sums, s0, s1, s2, s3, zero).Store(output);
        }

        for (; sums < end; sums += ProductKernel.Channels, output += stride)
            Rounding.Store(Levels(sums, s0, s1, s2, s3, zero), output, channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Levels(
        int* sums, Vector128<float> s0, Vector128<float> s1, Vector128<float> s2, Vector128<float> s3,
        Vector128<short> zero) => Rounding.ToLevels(
        Scaled(sums, s0), Scaled(sums + 4, s1), Scaled(sums + 8, s2), Scaled(sums + 12, s3), zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Scaled(int* sums, Vector128<float> scales) =>
        Rounding.ToInt32(Vector128.ConvertToSingle(Vector128.Load(sums)) * scales);
}
