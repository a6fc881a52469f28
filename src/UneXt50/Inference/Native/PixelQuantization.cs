using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace UneXt50.Inference.Native;

/// <summary>
/// The normalised planes as levels, pixel by pixel: ONNX's QuantizeLinear, level = zero point + round(value / scale),
/// in float32, halves to even, clipped to 0..255. What is no number becomes level 0.
/// </summary>
internal static unsafe class PixelQuantization
{
    // Beyond this a level is clipped anyway, and a number converts to an int32 on every processor.
    private const float Far = 1 << 20;

    public static void Write(PixelPlan plan, ReadOnlySpan<float> planes, sbyte* output)
    {
        var (size, padding) = (plan.Size, plan.Padding);
        var margin = stackalloc sbyte[3];
        for (var colour = 0; colour < 3; colour++) margin[colour] = (sbyte)(plan.ZeroPoints[colour] - 128);
        var side = plan.Output.Width;
        fixed (float* values = planes)
        {
            for (var row = 0; row < side; row++)
            {
                var pixels = output + plan.Output.Place(row, 0);
                if (row < padding || row >= side - padding)
                {
                    Margin(pixels, margin, side);
                    continue;
                }

                Margin(pixels, margin, padding);
                for (var colour = 0; colour < 3; colour++)
                {
                    Row(values + (((colour * size) + row - padding) * (nint)size), size, plan.Scales[colour],
                        margin[colour], pixels + (3 * padding) + colour);
                }

                Margin(pixels + (3 * (padding + size)), margin, padding);
            }
        }
    }

    private static void Margin(sbyte* pixels, sbyte* levels, int count)
    {
        for (var i = 0; i < 3 * count; i++) pixels[i] = levels[i % 3];
    }

    private static void Row(float* values, int count, float scale, int zeroPoint, sbyte* output)
    {
        var (step, zero) = (Vector128.Create(scale), Vector128.Create((short)zeroPoint));
        var i = 0;
        for (; i <= count - 16; i += 16)
        {
            var levels = Rounding.ToLevels(Steps(Vector128.Load(values + i), step),
                Steps(Vector128.Load(values + i + 4), step), Steps(Vector128.Load(values + i + 8), step),
                Steps(Vector128.Load(values + i + 12), step), zero);
            for (var k = 0; k < 16; k++, output += 3) *output = levels[k];
        }

        for (; i < count; i++, output += 3)
        {
            var steps = Steps(Vector128.Create(values[i]), step);
            *output = Rounding.ToLevels(steps, steps, steps, steps, zero)[0];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Steps(Vector128<float> values, Vector128<float> scale)
    {
        var steps = values / scale;
        var number = Vector128.Equals(steps, steps);
        var clipped = Vector128.Min(Vector128.Max(steps, Vector128.Create(-Far)), Vector128.Create(Far));
        return Rounding.ToInt32(Vector128.ConditionalSelect(number, clipped, Vector128.Create(-Far)));
    }
}
