using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace UneXt50.Inference.Native;

/// <summary>
/// The mean of the pixels of a window, in float32, as onnxruntime computes it: what they stand for is added up in the
/// order of rows, divided by how many there are and by the scale, and rounded, halves to even. Every fourth mean lies
/// half way between two levels, where another order of the same operations would round another way.
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
        var rows = Math.Min(side, from.Height - (row * side));
        var (scale, zero) = (Vector128.Create(from.Scale), Vector128.Create((short)from.ZeroPoint));
        for (var column = 0; column < plan.Output.Width; column++, output += channels)
        {
            var columns = Math.Min(side, from.Width - (column * side));
            var count = Vector128.Create((float)(rows * columns));
            for (var channel = 0; channel < channels; channel += 16)
            {
                var (a, b) = (Vector128<float>.Zero, Vector128<float>.Zero);
                var (c, d) = (Vector128<float>.Zero, Vector128<float>.Zero);
                for (var y = 0; y < rows; y++)
                {
                    var place = input + from.Place((row * side) + y, column * side) + channel;
                    for (var x = 0; x < columns; x++, place += channels)
                    {
                        var (low, high) = Vector128.Widen(Vector128.Load(place));
                        (low, high) = (low - zero, high - zero);
                        a += Value(Vector128.WidenLower(low), scale);
                        b += Value(Vector128.WidenUpper(low), scale);
                        c += Value(Vector128.WidenLower(high), scale);
                        d += Value(Vector128.WidenUpper(high), scale);
                    }
                }

                var levels = Rounding.ToLevels(Steps(a, count, scale), Steps(b, count, scale),
                    Steps(c, count, scale), Steps(d, count, scale), zero);
                Rounding.Store(levels, output + channel, channels - channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Value(Vector128<int> steps, Vector128<float> scale) =>
        Vector128.ConvertToSingle(steps) * scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Steps(Vector128<float> sum, Vector128<float> count, Vector128<float> scale) =>
        Rounding.ToInt32(sum / count / scale);
}
