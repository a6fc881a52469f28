using System.Numerics.Tensors;
using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;

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

    /// <summary>
    /// Which dimension of a layer's weight counts its output channels: the first, but for Gemm without transB and
    /// MatMul.
    /// </summary>
    public static int Axis(NodeProto layer) =>
        layer.OpType == "Conv" || layer.OpType == "Gemm" && layer.Integer("transB", 0) != 0 ? 0 : 1;

    /// <summary>A scale for each output channel, along that axis of the weights; a matrix has two.</summary>
    public static float[] Of(FloatTensor weights, WeightRange range, int axis) =>
        Of(axis == 0 ? weights : Transposed(weights), range);

    /// <summary>The nearest level.</summary>
    public static sbyte Level(float weight, float scale) =>
        (sbyte)Math.Clamp(MathF.Round(weight / scale), -LargestLevel, LargestLevel);

    private static FloatTensor Transposed(FloatTensor matrix)
    {
        var (rows, columns) = (matrix.Shape[0], matrix.Shape[1]);
        var values = new float[matrix.Values.Length];
        for (var i = 0; i < values.Length; i++) values[i % columns * rows + i / columns] = matrix.Values[i];
        return new FloatTensor([columns, rows], values);
    }

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

/// <summary>How far the 255 levels of an output channel's weights reach.</summary>
internal enum WeightRange
{
    /// <summary>To the channel's largest weight.</summary>
    MinMax,

    /// <summary>To where the channel's squared error is smallest; larger weights are clipped.</summary>
    MeanSquaredError,
}
