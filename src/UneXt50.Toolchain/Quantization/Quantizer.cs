using Onnx;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>Makes int8 models of one calibrated float model; ranges are found once for each method.</summary>
/// <param name="model">The float model whose weights are quantized.</param>
/// <param name="plan">The plan of its graph.</param>
/// <param name="histograms">Calibration's histogram of each observed tensor.</param>
internal sealed class Quantizer(
    ModelProto model, QuantizationPlan plan, IReadOnlyDictionary<string, ActivationHistogram> histograms)
{
    private readonly Dictionary<IRangeMethod, Dictionary<string, AffineQuantization>> _activations = [];
    private readonly Dictionary<WeightRange, Dictionary<string, float[]>> _weights = [];

    /// <summary>The model with ranges chosen in that way.</summary>
    public ModelProto Quantize(RangeChoice choice)
    {
        if (!_activations.TryGetValue(choice.Activations, out var activations))
            _activations.Add(choice.Activations, activations = Activations(choice.Activations));
        if (!_weights.TryGetValue(choice.Weights, out var weights))
            _weights.Add(choice.Weights, weights = WeightScales(choice.Weights));
        return QdqGraph.Write(model, plan, activations, weights);
    }

    private Dictionary<string, AffineQuantization> Activations(IRangeMethod method) => histograms.AsParallel()
        .Select(pair => (pair.Key, Value: AffineQuantization.Spanning(method.Choose(pair.Value))))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    private Dictionary<string, float[]> WeightScales(WeightRange range)
    {
        var axes = model.Graph.Node.Where(plan.IsWeighted).DistinctBy(node => node.Input[1])
            .ToDictionary(node => node.Input[1], ChannelScales.Axis);
        return model.Graph.Initializer.Where(tensor => axes.ContainsKey(tensor.Name)).AsParallel()
            .Select(tensor => (tensor.Name, Scales: ChannelScales.Of(tensor.ToFloatTensor(), range, axes[tensor.Name])))
            .ToDictionary(pair => pair.Name, pair => pair.Scales);
    }
}
