using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace UneXt50.Inference.Native.Kernels;

/// <summary>
/// Weights as instructions take them that multiply four neighbours by four and add up: [depth / 4][channel][4].
/// </summary>
internal static unsafe class QuadPacking
{
    /// <param name="weights">A row for each of 16 channels.</param>
    /// <param name="depth">A multiple of 16.</param>
    /// <param name="packed">Takes them.</param>
    public static void Pack(sbyte* weights, int depth, byte* packed)
    {
        for (var channel = 0; channel < ProductKernel.Channels; channel += 4)
        {
            var row = (byte*)weights + ((nint)channel * depth);
            var output = packed + (4 * channel);
            for (nint k = 0; k < depth; k += 16, output += 4 * 64)
            {
                Transpose(
                    Vector128.Load(row + k).AsUInt32(), Vector128.Load(row + depth + k).AsUInt32(),
                    Vector128.Load(row + (2 * depth) + k).AsUInt32(), Vector128.Load(row + (3 * depth) + k).AsUInt32(),
                    output);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector128<uint> a, Vector128<uint> b, Vector128<uint> c, Vector128<uint> d, byte* output)
    {
        var (ac0, ac1) = (Interleave.Low(a, c), Interleave.High(a, c)); // a0 c0 a1 c1, a2 c2 a3 c3
        var (bd0, bd1) = (Interleave.Low(b, d), Interleave.High(b, d));
        Interleave.Low(ac0, bd0).AsByte().Store(output);
        Interleave.High(ac0, bd0).AsByte().Store(output + 64);
        Interleave.Low(ac1, bd1).AsByte().Store(output + 128);
        Interleave.High(ac1, bd1).AsByte().Store(output + 192);
    }
}
