namespace UneXt50.Toolchain.Quantization;

/// <summary>Chooses the range that an activation's levels span, from the values seen in calibration.</summary>
internal interface IRangeMethod
{
    /// <summary>What reports call it.</summary>
    string Name { get; }

    /// <summary>A range within the one seen, including zero.</summary>
    ActivationRange Choose(ActivationHistogram histogram);
}

/// <summary>The interval that an activation's 256 levels span; what lies outside is clipped to its ends.</summary>
/// <param name="Min">Lower end, 0 or below: zero must be exactly representable, convolutions pad with it.</param>
/// <param name="Max">Upper end, 0 or above.</param>
internal readonly record struct ActivationRange(float Min, float Max)
{
    /// <summary>The smallest range that holds both values and zero.</summary>
    public static ActivationRange Including(float min, float max) => new(Math.Min(min, 0), Math.Max(max, 0));
}
