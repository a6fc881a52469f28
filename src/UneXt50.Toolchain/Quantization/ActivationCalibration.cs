using Onnx;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// What calibration photos do to a network's activations, found in two passes: the extremes, which fix the bins, then
/// the histograms and means. The float network's outputs of the first pass are kept to compare quantized networks with.
/// </summary>
/// <param name="Reference">The first pass.</param>
/// <param name="Tensors">What was gathered of each quantized tensor of the plan.</param>
internal sealed record ActivationCalibration(
    FloatPass Reference, IReadOnlyDictionary<string, CalibratedTensor> Tensors)
{
    /// <summary>Runs the two passes.</summary>
    /// <exception cref="UneXt50Exception">
    /// No photo can be used (Input), or an activation is not finite (Model).
    /// </exception>
    public static ActivationCalibration Run(
        ModelProto model, string name, QuantizationPlan plan, PhotoSet photos, PassContext context)
    {
        // Also those that share a range: what shares it need not when fewer layers are integer.
        string[] observed = [.. plan.RangeOf.Keys];
        using var network = new RunnableGraph(
            model.WithOutputs(observed), name, context.InputSize, context.Cancellation);
        var reference = FloatPass.Run(network, observed, photos, "calibration", context);
        CalibratedTensor[] New() =>
            [.. observed.Select((_, i) => new CalibratedTensor(reference.Extremes.RangeOf(i)))];
        var tensors = New();
        PhotoPass.Run(
            reference.Usable, context, "calibration: histograms", New,
            (gathered, _, planes) => network.Run(planes, observed, values =>
            {
                for (var i = 0; i < gathered.Length; i++)
                {
                    gathered[i].Histogram.Count(values[i].GetTensorDataAsSpan<float>());
                    gathered[i].Means.Add(values[i]);
                }
            }),
            gathered =>
            {
                for (var i = 0; i < gathered.Length; i++) tensors[i].Add(gathered[i]);
            });

        return new ActivationCalibration(
            reference, observed.Zip(tensors).ToDictionary(pair => pair.First, pair => pair.Second));
    }
}
