using static UneXt50.Inference.Native.NodeChecks;

namespace UneXt50.Inference.Native;

/// <summary>
/// Makes a plan of a graph in QDQ form (see <c>QdqGraph</c> in the toolchain). Nothing is taken for granted: an
/// operator, an attribute, a type or a size that a network of the family would not have ends it.
/// </summary>
internal sealed class PlanReader
{
    private const int LargestSide = 4096; // as in the model card
    private const long LargestActivation = 1 << 28;

    private readonly OnnxGraph _graph;
    private readonly StoredNumbers _stored;
    private readonly int _size;
    private readonly Dictionary<string, Activation> _levels = []; // by the name of the quantized tensor
    private readonly Dictionary<string, Activation> _dequantized = [];
    private readonly Dictionary<string, StoredParameter> _parameters = [];
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
            case "Conv" or "MaxPool" or "AveragePool" or "Add": Add(_waiting, node.Outputs[0], node); break;
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
            var layer = new LayerReader(producer, _stored, output, scale, zero);
            _layers.Add(producer switch
            {
                { Operation: "Conv", Inputs.Count: 3 } => layer.Convolution(
                    Activation(producer, 0), Parameter(producer, 1), Parameter(producer, 2)),
                { Operation: "MaxPool", Inputs.Count: 1 } => layer.MaxPool(Activation(producer, 0)),
                { Operation: "AveragePool", Inputs.Count: 1 } => layer.AveragePool(Activation(producer, 0)),
                { Operation: "Add", Inputs.Count: 2 } => layer.Addition(
                    Activation(producer, 0), Activation(producer, 1)),
                _ => throw Unknown(producer),
            });
            AddActivation(output, _layers[^1].Output);
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
            Add(_parameters, output, new StoredParameter(source, node.Inputs[1], node.Inputs[2]));
            return;
        }

        var zero = _stored.ZeroPoints(node.Inputs[2], 1)[0] - 128;
        if (_stored.Scale(node.Inputs[1]) != levels.Scale || zero != levels.ZeroPoint) throw Unknown(node);
        Add(_dequantized, output, levels);
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

    private StoredParameter Parameter(OnnxGraph.Node node, int input) =>
        _parameters.TryGetValue(node.Inputs[input], out var parameter) ? parameter : throw Unknown(node);

    private static void Add<T>(Dictionary<string, T> names, string name, T value)
    {
        if (!names.TryAdd(name, value)) throw new UnsupportedGraph($"{name} is made twice");
    }
}
