namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Uint8 asymmetric quantization: real = (level - zero point) * scale, level = round(real / scale) + zero point, ties
/// to even, clipped to 0..255 (ONNX's QuantizeLinear; Jacob et al. 2018, arXiv 1712.05877).
/// </summary>
/// <param name="Scale">Width of a step, above 0.</param>
/// <param name="ZeroPoint">The level that stands for 0.</param>
internal readonly record struct AffineQuantization(float Scale, byte ZeroPoint)
{
    /// <summary>The smallest normal number; steps below it lose digits.</summary>
    public const float SmallestScale = 1.17549435e-38f;

    /// <summary>The zero point of <see cref="Symmetric"/>.</summary>
    public const byte SymmetricZeroPoint = 128;

    /// <summary>The 255 steps spread over a range. A range that is only zero gets steps of 1.</summary>
    public static AffineQuantization Spanning(ActivationRange range)
    {
        var scale = (float)(((double)range.Max - range.Min) / byte.MaxValue);
        if (scale < SmallestScale) return new AffineQuantization(1, 0);
        var zeroPoint = Math.Round(-(double)range.Min / scale, MidpointRounding.ToEven);
        return new AffineQuantization(scale, (byte)Math.Clamp(zeroPoint, 0, byte.MaxValue));
    }

    /// <summary>The steps for a target.</summary>
    public static AffineQuantization Spanning(ActivationRange range, QuantizationTarget target) =>
        target == QuantizationTarget.TensorRt ? Symmetric(range) : Spanning(range);

    /// <summary>
    /// Steps from zero to both sides: 127 of them to the end that is farther away. An int8 level with zero point 0 is
    /// the uint8 level with zero point 128, less 128.
    /// </summary>
    public static AffineQuantization Symmetric(ActivationRange range)
    {
        var scale = Math.Max(-range.Min, range.Max) / sbyte.MaxValue;
        return new AffineQuantization(scale < SmallestScale ? 1 : scale, SymmetricZeroPoint);
    }

    /// <summary>The nearest representable value.</summary>
    public double Round(double value)
    {
        var level = Math.Clamp(Math.Round(value / Scale, MidpointRounding.ToEven) + ZeroPoint, 0, byte.MaxValue);
        return (level - ZeroPoint) * Scale;
    }
}
