using static UneXt50.Inference.Native.NodeChecks;

namespace UneXt50.Inference.Native;

/// <summary>
/// Makes a plan of a graph in QDQ form (see <c>QdqGraph</c> in the toolchain). Nothing is taken for granted: an
/// operator, an attribute, a type or a size that a network of the family would not have ends it.
/// </summary>
internal sealed class PlanReader
{
    private const int LargestSide = 4096; // as in the model card
    private const int LargestBias = 1 << 30;
    private const int LargestDepth = 1 << 15; // products that an int32 holds, with such a bias
    private const float LargestSum = 1 << 30; // in steps of the output: converts to an int32 on every processor
    private const long LargestActivation = 1 << 28;

    private readonly OnnxGraph _graph;
    private readonly StoredNumbers _stored;
    private readonly int _size;
    private readonly Dictionary<string, Activation> _levels = []; // by the name of the quantized tensor
    private readonly Dictionary<string, Activation> _dequantized = [];
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly Dictionary<string, OnnxGraph.Node> _waiting = []; // computed in float, to be quantized
    private readonly List<Activation> _activations = [];
    private readonly List<LayerPlan> _layers = [];
    private string _image = "";
    private int _padding;
    private PixelPlan? _pixels;
    private Activation? _last;
    private string _pooled = "", _features = "", _logits = "";
    private ClassifierPlan? _classifier;

    private PlanReader(OnnxGraph graph, MappedFile file, int size) =>
        (_graph, _stored, _size) = (graph, new StoredNumbers(graph, file), size);

    /// <summary>The plan of a graph.</summary>
    /// <param name="graph">What the file says.</param>
    /// <param name="file">The file.</param>
    /// <param name="size">Side of the input, by the model's card.</param>
    /// <exception cref="UnsupportedGraph">It is not wholly known.</exception>
    public static NetworkPlan Read(OnnxGraph graph, MappedFile file, int size) =>
        new PlanReader(graph, file, size).Read();

    private NetworkPlan Read()
    {
        if (_graph.Opset is < 13 or > 25) throw new UnsupportedGraph($"its operator set is {_graph.Opset}");
        if (_size is < 1 or > LargestSide) throw new UnsupportedGraph($"its input has {_size} pixels a side");
        if (_graph.Inputs is not [{ Type: 1, Dimensions: [_, 3, var height, var width] } input]
            || height != _size || width != _size)
            throw new UnsupportedGraph("its input is not one picture");
        _image = input.Name;
        foreach (var node in _graph.Nodes) Take(node);

        if (_pixels is null || _last is null || _waiting.Count > 0 || _features.Length == 0)
            throw new UnsupportedGraph("it has no end");
        CheckOutputs();
        foreach (var layer in _layers.OfType<ConvolutionPlan>())
            layer.Input.Border = Math.Max(layer.Input.Border, layer.Padding);
        foreach (var activation in _activations)
        {
            if (activation.Bytes > LargestActivation) throw new UnsupportedGraph("an activation is too large");
        }

        return new NetworkPlan(_pixels, _layers, _activations, _last, _classifier);
    }

    private void Take(OnnxGraph.Node node)
    {
        if (node.Domain.Length > 0 || node.Outputs.Count != 1) throw Unknown(node);
        switch (node.Operation)
        {
            case "Pad": Pad(node); break;
            case "QuantizeLinear": Quantize(node); break;
            case "DequantizeLinear": Dequantize(node); break;
            case "Conv" or "MaxPool" or "Add": Add(_waiting, node.Outputs[0], node); break;
            case "GlobalAveragePool": Average(node); break;
            case "Flatten": Flatten(node); break;
            case "Gemm": Classify(node); break;
            default: throw Unknown(node);
        }
    }

    private void Pad(OnnxGraph.Node node)
    {
        if (node.Inputs.Count is < 2 || node.Inputs.Skip(2).Any(input => input.Length > 0)
            || node.Attributes.Any(attribute => attribute is not { Name: "mode", Text: "constant" })
            || node.Inputs[0] != _image || _pixels is not null || _padding > 0)
            throw Unknown(node);
        var pads = _stored.Int64Values(node.Inputs[1], 8);
        if (pads is not [0, 0, >= 0 and <= 16 and var pad, _, 0, 0, _, _]
            || pads[3] != pad || pads[6] != pad || pads[7] != pad)
            throw Unknown(node);
        (_image, _padding) = (node.Outputs[0], (int)pad);
    }

    private void Quantize(OnnxGraph.Node node)
    {
        if (node.Inputs.Count != 3) throw Unknown(node);
        Allow(node, "axis", "saturate");
        var (tensor, output) = (node.Inputs[0], node.Outputs[0]);
        if (tensor == _image && _pixels is null) QuantizePixels(node);
        else if (_waiting.Remove(tensor, out var producer))
        {
            var scale = _stored.Scale(node.Inputs[1]);
            var zero = _stored.ZeroPoints(node.Inputs[2], 1)[0] - 128;
            LayerPlan layer = producer.Operation switch
            {
                "Conv" => Convolution(producer, output, scale, zero),
                "MaxPool" => MaxPool(producer, output, scale, zero),
                _ => Addition(producer, output, scale, zero),
            };
            _layers.Add(layer);
            AddActivation(output, layer.Output);
        }
        else throw Unknown(node);
    }

    private void QuantizePixels(OnnxGraph.Node node)
    {
        var count = _stored.CountOf(node.Inputs[1]);
        if (count != 1 && (count != 3 || node.Integers("axis") is not [1])) throw Unknown(node);
        var (scales, zeros) = (_stored.Scales(node.Inputs[1], count), _stored.ZeroPoints(node.Inputs[2], count));
        if (count == 1) (scales, zeros) = ([scales[0], scales[0], scales[0]], [zeros[0], zeros[0], zeros[0]]);
        // What a level stands for is the word of whoever reads it back: the pixels are numbers of their own.
        var reader = _graph.Nodes.Find(other => other.Operation == "DequantizeLinear"
            && other.Inputs.Count == 3 && other.Inputs[0] == node.Outputs[0]) ?? throw Unknown(node);
        var side = _size + (2 * _padding);
        var output = new Activation(side, side, 3, _stored.Scale(reader.Inputs[1]),
            _stored.ZeroPoints(reader.Inputs[2], 1)[0] - 128);
        _pixels = new PixelPlan(_size, _padding, scales, zeros, output);
        AddActivation(node.Outputs[0], output);
    }

    private void AddActivation(string name, Activation activation)
    {
        Add(_levels, name, activation);
        _activations.Add(activation);
    }

    private void Dequantize(OnnxGraph.Node node)
    {
        if (node.Inputs.Count != 3) throw Unknown(node);
        Allow(node, "axis");
        var (source, output) = (node.Inputs[0], node.Outputs[0]);
        if (!_levels.TryGetValue(source, out var levels))
        {
            if (node.Integers("axis") is not (null or [] or [0])) throw Unknown(node);
            Add(_parameters, output, new Parameter(source, node.Inputs[1], node.Inputs[2]));
            return;
        }

        var zero = _stored.ZeroPoints(node.Inputs[2], 1)[0] - 128;
        if (_stored.Scale(node.Inputs[1]) != levels.Scale || zero != levels.ZeroPoint) throw Unknown(node);
        Add(_dequantized, output, levels);
    }

    private ConvolutionPlan Convolution(OnnxGraph.Node node, string name, float scale, int zero)
    {
        Allow(node, "kernel_shape", "strides", "pads", "group", "dilations", "auto_pad");
        if (node.Inputs.Count != 3) throw Unknown(node);
        var input = Activation(node, 0);
        var (weight, bias) = (StoredParameter(node, 1), StoredParameter(node, 2));
        var weights = _stored.Weights(weight.Levels);
        var groups = One(node, "group", otherwise: 1);
        if (weights.Dimensions is not [<= 1 << 15 and var outputs, var inputs, <= 16 and var side, var other]
            || side != other || groups < 1 || outputs % groups != 0 || inputs * groups != input.Channels
            || inputs * side * side > LargestDepth)
            throw Unknown(node);
        var window = Window(node, (int)side, input);
        var count = (int)outputs;
        var scales = _stored.CountOf(weight.Scale) is 1 and not 0 && count != 1
            ? throw Unknown(node) : _stored.Scales(weight.Scale, count);
        var biasScales = _stored.Scales(bias.Scale, count);
        if (!_stored.AreZero(weight.ZeroPoint, count) || !_stored.AreZero(bias.ZeroPoint, count)) throw Unknown(node);

        var levels = _stored.Int32Values(bias.Levels, count);
        var factors = new float[count];
        var products = inputs * side * side * 255d * 128d;
        for (var i = 0; i < count; i++)
        {
            // The bias counts in steps of the sum, or it is another network.
            var step = (double)input.Scale * scales[i];
            if (Math.Abs(biasScales[i] - step) > 1e-5 * step || Math.Abs((long)levels[i]) > LargestBias)
                throw Unknown(node);
            factors[i] = input.Scale * scales[i] / scale;
            if (!float.IsNormal(factors[i]) || (products + Math.Abs((double)levels[i])) * factors[i] > LargestSum)
                throw Unknown(node);
        }

        var output = new Activation(window.Height, window.Width, count, scale, zero);
        return new ConvolutionPlan(
            name, input, output, (int)side, window.Stride, window.Padding, (int)groups, weights, levels, factors);
    }

    private MaxPoolPlan MaxPool(OnnxGraph.Node node, string name, float scale, int zero)
    {
        Allow(node, "kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "storage_order");
        var input = Activation(node, 0);
        if (node.Inputs.Count != 1 || node.Integers("kernel_shape") is not [var side and > 0 and <= 16, var other]
            || side != other || One(node, "ceil_mode", 0) != 0 || One(node, "storage_order", 0) != 0
            || scale != input.Scale || zero != input.ZeroPoint)
            throw Unknown(node);
        var window = Window(node, (int)side, input);
        if (window.Padding >= side) throw Unknown(node);
        var output = new Activation(window.Height, window.Width, input.Channels, scale, zero);
        return new MaxPoolPlan(name, input, output, (int)side, window.Stride, window.Padding);
    }

    private AdditionPlan Addition(OnnxGraph.Node node, string name, float scale, int zero)
    {
        Allow(node);
        if (node.Inputs.Count != 2) throw Unknown(node);
        var (left, right) = (Activation(node, 0), Activation(node, 1));
        if (left.Height != right.Height || left.Width != right.Width || left.Channels != right.Channels
            || !ResidualAddition.Fits(left.Scale, right.Scale, scale))
            throw Unknown(node);
        return new AdditionPlan(
            name, left, right, new Activation(left.Height, left.Width, left.Channels, scale, zero));
    }

    private void Average(OnnxGraph.Node node)
    {
        if (node.Inputs.Count != 1 || node.Attributes.Count > 0 || _last is not null) throw Unknown(node);
        _last = Activation(node, 0);
        _pooled = node.Outputs[0];
    }

    private void Flatten(OnnxGraph.Node node)
    {
        if (node.Inputs is not [var input] || input != _pooled || _features.Length > 0
            || One(node, "axis", 1) != 1) throw Unknown(node);
        _features = node.Outputs[0];
    }

    private void Classify(OnnxGraph.Node node)
    {
        // Factors of 1 are not written; as floats they would read as none.
        Allow(node, "transB");
        if (node.Inputs.Count != 3 || node.Inputs[0] != _features || _features.Length == 0 || _classifier is not null
            || One(node, "transB", 0) != 1)
            throw Unknown(node);
        if (!_graph.Initializers.TryGetValue(node.Inputs[1], out var weights)
            || weights.Dimensions is not [> 0 and <= 1 << 20 and var classes, _]) throw Unknown(node);
        _classifier = new ClassifierPlan((int)classes,
            _stored.Floats(node.Inputs[1], classes, _last!.Channels), _stored.Floats(node.Inputs[2], classes));
        _logits = node.Outputs[0];
    }

    private void CheckOutputs()
    {
        var outputs = _graph.Outputs;
        var wanted = _classifier is null ? 1 : 2;
        if (_features != "features" || outputs.Count != wanted || outputs.Count(Known) != wanted
            || outputs.DistinctBy(output => output.Name).Count() != wanted)
            throw new UnsupportedGraph("its outputs are not features and logits");

        bool Known(OnnxGraph.Value output) => output is { Type: 1, Dimensions: [_, var width] }
            && (output.Name == "features" ? width == _last!.Channels
                : output.Name == "logits" && _logits == "logits" && width == _classifier?.Classes);
    }

    private Activation Activation(OnnxGraph.Node node, int input) =>
        _dequantized.TryGetValue(node.Inputs[input], out var activation) ? activation : throw Unknown(node);

    private Parameter StoredParameter(OnnxGraph.Node node, int input) =>
        _parameters.TryGetValue(node.Inputs[input], out var parameter) ? parameter : throw Unknown(node);

    private static void Add<T>(Dictionary<string, T> names, string name, T value)
    {
        if (!names.TryAdd(name, value)) throw new UnsupportedGraph($"{name} is made twice");
    }

    /// <summary>Names of what makes a stored tensor: levels, scales, zero points.</summary>
    private sealed record Parameter(string Levels, string Scale, string ZeroPoint);
}
