namespace UneXt50.Toolchain.Quantization;

/// <summary>For each activation the method that <see cref="LayerwiseSearch"/> found best.</summary>
/// <param name="methods">The method of each activation, by its histogram.</param>
internal sealed class LayerwiseRange(IReadOnlyDictionary<ActivationHistogram, IRangeMethod> methods) : IRangeMethod
{
    public string Name => "by layer";

    public ActivationRange Choose(ActivationHistogram histogram) => methods[histogram].Choose(histogram);
}
