namespace UneXt50.Toolchain.Quantization;

/// <summary>One way of choosing all ranges of a network.</summary>
/// <param name="Activations">For the activations, one range a tensor.</param>
/// <param name="Weights">For the weights, one scale a channel.</param>
internal sealed record RangeChoice(IRangeMethod Activations, WeightRange Weights)
{
    /// <summary>What is tried, in this order: every method for activations with every one for weights.</summary>
    public static IReadOnlyList<RangeChoice> All { get; } =
    [
        .. from weights in new[] { WeightRange.MinMax, WeightRange.MeanSquaredError }
           from activations in new IRangeMethod[]
           {
               new MinMaxRange(), new PercentileRange(99.99), new PercentileRange(99.999), new MeanSquaredErrorRange(),
           }
           select new RangeChoice(activations, weights),
    ];

    /// <summary>What reports call the weights' method.</summary>
    public string WeightsName => Weights == WeightRange.MinMax ? "min-max" : "mean squared error";
}
