namespace UneXt50.Toolchain.Verification;

/// <summary>How much of a layer's output is error.</summary>
/// <param name="Name">The tensor, named after its layer.</param>
/// <param name="Decibels">
/// Signal-to-noise ratio over all elements and photos: 10 log10(sum of a squared / sum of (a - b) squared), where a is
/// the first model's; infinite where nothing differs.
/// </param>
public sealed record LayerNoise(string Name, double Decibels);
