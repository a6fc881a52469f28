namespace UneXt50.Toolchain.Quantization;

/// <summary>One way of choosing all ranges of a network.</summary>
/// <param name="Activations">For the activations, one range a tensor.</param>
/// <param name="Weights">For the weights, one scale a channel.</param>
/// <param name="CorrectsBias">Whether the mean error of the rounded weights is taken off the biases.</param>
internal sealed record RangeChoice(IRangeMethod Activations, WeightRange Weights, bool CorrectsBias = true)
{
    /// <summary>What reports call the weights' method.</summary>
    public string WeightsName => (Weights == WeightRange.MinMax ? "min-max" : "mean squared error")
        + (CorrectsBias ? "" : ", biases uncorrected");
}
