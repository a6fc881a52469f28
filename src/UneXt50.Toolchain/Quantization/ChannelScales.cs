using System.Numerics.Tensors;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Int8 symmetric quantization of weights, one scale for each output channel (the first dimension):
/// weight = level * scale with levels -127..127.
/// </summary>
internal static class ChannelScales
{
    /// <summary>The largest level; -128 is left out so that the range is symmetric.</summary>
    public const int LargestLevel = sbyte.MaxValue;

    private const int Steps = 50;
    private const int SmallestStep = 25;

    /// <summary>A scale for each output channel; 0 for a channel of zeros.</summary>
    public static float[] Of(FloatTensor weights, WeightRange range)
    {
        var scales = new float[weights.Shape[0]];
        var width = weights.Values.Length / scales.Length;
        for (var channel = 0; channel < scales.Length; channel++)
        {
            var values = weights.Values.AsSpan(channel * width, width);
            var largest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(values)) / LargestLevel;
            scales[channel] = range == WeightRange.MinMax ? largest : LeastSquaredError(values, largest);
        }

        return scales;
    }

    /// <summary>The nearest level.</summary>
    public static sbyte Level(float weight, float scale) =>
        (sbyte)Math.Clamp(MathF.Round(weight / scale), -LargestLevel, LargestLevel);

    private static float LeastSquaredError(ReadOnlySpan<float> values, float largest)
    {
        if (largest == 0) return 0;
        var (best, bestError) = (largest, double.PositiveInfinity);
        for (var step = Steps; step >= SmallestStep; step--)
        {
            var scale = largest * step / Steps;
            var error = 0.0;
            foreach (var value in values)
            {
                var difference = value - Level(value, scale) * scale;
                error += difference * difference;
            }

            if (error < bestError) (best, bestError) = (scale, error);
        }

        return best;
    }
}
