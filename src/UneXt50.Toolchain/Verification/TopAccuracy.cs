namespace UneXt50.Toolchain.Verification;

/// <summary>How often a model is right.</summary>
/// <param name="One">Share of the labelled photos whose class it names first, 0 to 1; NaN if there are none.</param>
/// <param name="Five">Share of those whose class is among its five best.</param>
public sealed record TopAccuracy(double One, double Five);
