using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace UneXt50.Inference.Native;

/// <summary>
/// The mean of one, two or four levels, halves to even: as onnxruntime, which computes it in float32, exactly so far.
/// </summary>
internal static unsafe class AveragePooling
{
    /// <summary>One row of the output.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="input">Where the input lies.</param>
    /// <param name="row">Of the output.</param>
    /// <param name="output">Takes it.</param>
    public static void Row(AveragePoolPlan plan, sbyte* input, int row, sbyte* output)
    {
        var (from, channels) = (plan.Input, plan.Input.Channels);
        const int side = AveragePoolPlan.Side;
        var below = (row * side) + 1 < from.Height ? from.RowBytes : 0;
        for (var column = 0; column < plan.Output.Width; column++, output += channels)
        {
            var place = input + from.Place(row * side, column * side);
            var beside = (column * side) + 1 < from.Width ? channels : 0;
            // Over the edge, the levels before it count twice: the mean is that of those within.
            var channel = 0;
            for (; channel <= channels - 8; channel += 8)
            {
                var pixel = place + channel;
                var sum = Wide(pixel) + Wide(pixel + beside) + Wide(pixel + below) + Wide(pixel + below + beside);
                var odd = Vector128.ShiftRightArithmetic(sum, 2) & Vector128<short>.One;
                var mean = Vector128.ShiftRightArithmetic(sum + Vector128<short>.One + odd, 2);
                Vector128.Narrow(mean, mean).GetLower().Store(output + channel);
            }

            for (; channel < channels; channel++)
            {
                var pixel = place + channel;
                var sum = pixel[0] + pixel[beside] + pixel[below] + pixel[below + beside];
                output[channel] = (sbyte)((sum + 1 + ((sum >> 2) & 1)) >> 2);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Wide(sbyte* levels) => Vector128.WidenLower(Vector64.Load(levels).ToVector128());
}
