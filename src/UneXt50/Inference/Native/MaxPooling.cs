using System.Runtime.Intrinsics;

namespace UneXt50.Inference.Native;

/// <summary>
/// The largest level of each window, by channel; exact, since levels are in the order of what they stand for.
/// </summary>
internal static unsafe class MaxPooling
{
    /// <summary>One row of the output.</summary>
    public static void Row(MaxPoolPlan plan, sbyte* input, int row, sbyte* output)
    {
        var (from, to) = Reach(plan, row, plan.Input.Height);
        var channels = plan.Input.Channels;
        for (var column = 0; column < plan.Output.Width; column++, output += channels)
        {
            var (left, right) = Reach(plan, column, plan.Input.Width);
            for (var channel = 0; channel < channels; channel += 16)
            {
                var largest = Vector128.Create(sbyte.MinValue);
                for (var y = from; y < to; y++)
                {
                    var place = input + plan.Input.Place(y, left) + channel;
                    for (var x = left; x < right; x++, place += channels)
                        largest = Vector128.Max(largest, Vector128.Load(place));
                }

                Rounding.Store(largest, output + channel, channels - channel);
            }
        }
    }

    private static (int From, int To) Reach(MaxPoolPlan plan, int index, int size)
    {
        var start = (index * plan.Stride) - plan.Padding;
        return (Math.Max(start, 0), Math.Min(start + plan.Side, size));
    }
}
