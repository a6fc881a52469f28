using Onnx;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// What calibration photos do to a network's activations, found in two passes: the extremes, which fix the bins, then
/// the histograms. The float network's outputs of the first pass are kept to compare quantized networks with.
/// </summary>
/// <param name="Reference">The first pass.</param>
/// <param name="Histograms">A histogram for each observed tensor of the plan.</param>
internal sealed record ActivationCalibration(
    FloatPass Reference, IReadOnlyDictionary<string, ActivationHistogram> Histograms)
{
    /// <summary>Runs the two passes.</summary>
    /// <exception cref="UneXt50Exception">
    /// No photo can be used (Input), or an activation is not finite (Model).
    /// </exception>
    public static ActivationCalibration Run(
        ModelProto model, string name, QuantizationPlan plan, PhotoSet photos, PassContext context)
    {
        using var network = new RunnableGraph(model.WithOutputs(plan.Observed), name, context.InputSize);
        var reference = FloatPass.Run(network, plan.Observed, photos, "calibration", context);
        var histograms = plan.Observed
            .Select((_, i) => new ActivationHistogram(reference.Extremes.RangeOf(i))).ToArray();
        PhotoPass.Run(
            reference.Usable, context, "calibration: histograms",
            () => histograms.Select(histogram => new ActivationHistogram(histogram.Seen)).ToArray(),
            (counted, _, planes) => network.Run(planes, plan.Observed, values =>
            {
                for (var i = 0; i < counted.Length; i++) counted[i].Count(values[i].GetTensorDataAsSpan<float>());
            }),
            counted =>
            {
                for (var i = 0; i < counted.Length; i++) histograms[i].Add(counted[i]);
            });

        return new ActivationCalibration(
            reference, plan.Observed.Zip(histograms).ToDictionary(pair => pair.First, pair => pair.Second));
    }
}
