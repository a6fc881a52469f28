namespace UneXt50.Toolchain.Graph;

/// <summary>What rounding to float16 did to a network's weights.</summary>
/// <param name="Weights">How many there are.</param>
/// <param name="Zeroed">How many of them were so small that they became 0.</param>
/// <param name="Subnormal">How many are below float16's smallest normal number, 6.1e-5, and keep fewer digits.</param>
/// <param name="Largest">The largest magnitude before rounding; float16 ends at 65,504.</param>
public sealed record HalfPrecisionRounding(long Weights, long Zeroed, long Subnormal, float Largest)
{
    /// <summary>That of two tensors together.</summary>
    public static HalfPrecisionRounding operator +(HalfPrecisionRounding a, HalfPrecisionRounding b) => new(
        a.Weights + b.Weights, a.Zeroed + b.Zeroed, a.Subnormal + b.Subnormal, MathF.Max(a.Largest, b.Largest));
}
