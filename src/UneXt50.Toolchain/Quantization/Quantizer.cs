using Onnx;
using UneXt50.Imaging;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>Makes int8 models of one calibrated float model; ranges are found once for each method.</summary>
internal sealed class Quantizer
{
    private readonly ModelProto _float;
    private readonly ModelProto _model;
    private readonly QuantizationPlan _plan;
    private readonly IReadOnlyDictionary<string, CalibratedTensor> _tensors;
    private readonly PreprocessRule _rule;
    private readonly PixelInput? _pixels;
    private readonly Dictionary<IRangeMethod, Dictionary<string, AffineQuantization>> _activations = [];
    private readonly Dictionary<WeightRange, Dictionary<string, float[]>> _weights = [];

    /// <param name="model">The float model whose weights are quantized.</param>
    /// <param name="plan">The plan of its graph.</param>
    /// <param name="tensors">What calibration gathered of each quantized tensor.</param>
    /// <param name="rule">How pixels became its input.</param>
    public Quantizer(
        ModelProto model, QuantizationPlan plan, IReadOnlyDictionary<string, CalibratedTensor> tensors,
        PreprocessRule rule)
    {
        (_float, _model, _plan, _tensors, _rule) = (model, model.Clone(), plan, tensors, rule);
        _pixels = plan.Target == QuantizationTarget.Cpu ? PixelInput.Fold(_model.Graph, plan, rule) : null;
    }

    /// <summary>The model with ranges chosen in that way.</summary>
    public ModelProto Quantize(RangeChoice choice)
    {
        if (!_activations.TryGetValue(choice.Activations, out var activations))
            _activations.Add(choice.Activations, activations = Activations(choice.Activations));
        if (!_weights.TryGetValue(choice.Weights, out var weights))
            _weights.Add(choice.Weights, weights = WeightScales(choice.Weights));
        var model = choice.CorrectsBias ? BiasCorrection.Apply(_model, _plan, weights, Means()) : _model;
        return _plan.Target == QuantizationTarget.TensorRt
            ? TensorRtGraph.Write(model, _plan, activations, weights)
            : QdqGraph.Write(model, _plan, activations, weights, _pixels);
    }

    /// <summary>The same quantizer of a plan that leaves more layers in float.</summary>
    public Quantizer With(QuantizationPlan narrower) => new(_float, narrower, _tensors, _rule);

    private Dictionary<string, double[]> Means()
    {
        var means = _tensors.ToDictionary(pair => pair.Key, pair => pair.Value.Means.Result());
        if (_pixels is { } pixels) means[pixels.Tensor] = PixelInput.InLevels(means[pixels.Tensor], _rule);
        return means;
    }

    private Dictionary<string, AffineQuantization> Activations(IRangeMethod method)
    {
        var activations = InParallel(_tensors, pair => (
            pair.Key, AffineQuantization.Spanning(method.Choose(pair.Value.Histogram), _plan.Target)));
        if (_pixels is { } pixels) activations[pixels.Tensor] = PixelInput.Levels;
        return activations;
    }

    private Dictionary<string, float[]> WeightScales(WeightRange range)
    {
        var axes = _model.Graph.Node.Where(_plan.IsWeighted).DistinctBy(node => node.Input[1])
            .ToDictionary(node => node.Input[1], ChannelScales.Axis);
        return InParallel(_model.Graph.Initializer.Where(tensor => axes.ContainsKey(tensor.Name)), tensor => (
            tensor.Name, ChannelScales.Of(tensor.ToFloatTensor(), range, axes[tensor.Name])));
    }

    // PLINQ would be 0.2 MB of the program.
    private static Dictionary<string, TValue> InParallel<T, TValue>(
        IEnumerable<T> items, Func<T, (string Name, TValue Value)> compute)
    {
        T[] all = [.. items];
        var results = new (string Name, TValue Value)[all.Length];
        Parallel.For(0, all.Length, i => results[i] = compute(all[i]));
        return results.ToDictionary(pair => pair.Name, pair => pair.Value);
    }
}
