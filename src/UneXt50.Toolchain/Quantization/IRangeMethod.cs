namespace UneXt50.Toolchain.Quantization;

/// <summary>Chooses the range that an activation's levels span, from the values seen in calibration.</summary>
internal interface IRangeMethod
{
    /// <summary>What reports call it.</summary>
    string Name { get; }

    /// <summary>A range within the one seen, including zero.</summary>
    ActivationRange Choose(ActivationHistogram histogram);
}
