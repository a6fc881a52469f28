namespace UneXt50.Toolchain.Quantization;

/// <summary>Everything seen: nothing is clipped, and one outlier widens every step.</summary>
internal sealed class MinMaxRange : IRangeMethod
{
    public string Name => "min-max";

    public ActivationRange Choose(ActivationHistogram histogram) => histogram.Seen;
}
