using Onnx;
using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Toolchain.Quantization;

/// <summary>Tries ways of choosing ranges on the calibration photos.</summary>
/// <param name="reference">The float network's outputs on them.</param>
/// <param name="card">The model's card.</param>
/// <param name="context">Input size, progress and cancellation.</param>
/// <param name="target">What the int8 model is for.</param>
internal sealed class RangeSearch(
    FloatPass reference, ModelCard card, PassContext context, QuantizationTarget target = QuantizationTarget.Cpu)
{
    private readonly List<(RangeChoice Choice, QuantizationCandidate Candidate)> _tried = [];

    /// <summary>For activations, one method for all of them.</summary>
    public static IReadOnlyList<IRangeMethod> Methods(QuantizationTarget target) =>
        [new MinMaxRange(), new PercentileRange(99.99), new PercentileRange(99.999), new MeanSquaredErrorRange(target)];

    /// <summary>Everything that was tried, in a fixed order.</summary>
    public IReadOnlyList<QuantizationCandidate> Candidates => [.. _tried.Select(tried => tried.Candidate)];

    /// <summary>
    /// The choice whose outputs are nearest to the float network's: of all methods for activations, then with the other
    /// one for weights, then with biases that are not corrected.
    /// </summary>
    public (RangeChoice Choice, QuantizationCandidate Candidate) Run(Quantizer quantizer, LayerwiseRange layerwise)
    {
        foreach (var method in Methods(target).Append(layerwise))
            Try(new RangeChoice(method, WeightRange.MeanSquaredError), quantizer);
        Try(Best().Choice with { Weights = WeightRange.MinMax }, quantizer);
        Try(Best().Choice with { CorrectsBias = false }, quantizer);
        return Best();
    }

    /// <summary>How near an int8 network comes to the float one.</summary>
    /// <param name="quantized">The network.</param>
    /// <param name="step">What progress calls it.</param>
    /// <param name="photos">How many of the photos to look at, evenly spread.</param>
    public FidelityReport Fidelity(ModelProto quantized, string step, int photos = int.MaxValue) =>
        Compare(reference.Some(photos), quantized, step, card, context);

    /// <summary>How near an int8 network comes to a float one on the photos of a pass.</summary>
    public static FidelityReport Compare(
        FloatPass reference, ModelProto quantized, string step, ModelCard card, PassContext context)
    {
        var outputs = NetworkOutputs.Compute(quantized, "the int8 network", reference.Usable, step, context);
        return FidelityReport.Compare(reference.Outputs, outputs, reference.Usable, card.Labels);
    }

    private (RangeChoice Choice, QuantizationCandidate Candidate) Best() =>
        _tried.MinBy(tried => tried.Candidate.Fidelity.Distance);

    private void Try(RangeChoice choice, Quantizer quantizer)
    {
        var step = $"trying {choice.Activations.Name} activations, {choice.WeightsName} weights";
        _tried.Add((choice, new QuantizationCandidate(
            choice.Activations.Name, choice.WeightsName, Fidelity(quantizer.Quantize(choice), step))));
    }
}

/// <summary>Everything seen: nothing is clipped, and one outlier widens every step.</summary>
internal sealed class MinMaxRange : IRangeMethod
{
    public string Name => "min-max";

    public ActivationRange Choose(ActivationHistogram histogram) => histogram.Seen;
}

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
