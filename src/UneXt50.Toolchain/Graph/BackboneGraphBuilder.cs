using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Graph;

/// <summary>
/// Writes a backbone as an ONNX model: input "image" [N,3,S,S], outputs "features" [N,FeatureWidth] and, if it has a
/// head, "logits" [N,ClassCount]. Nodes and what they put out are named after the state dict's layers, weights keep
/// their names.
/// </summary>
internal sealed class BackboneGraphBuilder
{
    private const string Input = "image", Features = "features", Logits = "logits", Batch = "N";

    /// <summary>ONNX 1.12: what this network needs and every onnxruntime in use reads.</summary>
    private const int OpsetVersion = 17, IrVersion = 8;

    private readonly BackboneLayout _layout;
    private readonly StateDict _tensors;
    private readonly GraphProto _graph;

    private BackboneGraphBuilder(BackboneLayout layout, StateDict tensors)
    {
        _layout = layout;
        _tensors = tensors;
        _graph = new GraphProto { Name = layout.Architecture };
    }

    /// <summary>The whole model. Equal arguments give equal bytes.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="tensors">Its weights, which <see cref="StateDictCheck"/> has seen.</param>
    /// <param name="card">The metadata; its input size is S.</param>
    /// <exception cref="CheckpointDamage">The weights cannot be folded.</exception>
    public static ModelProto Build(BackboneLayout layout, StateDict tensors, ModelCard card)
    {
        var builder = new BackboneGraphBuilder(layout, tensors);
        builder.Build(card.Preprocess.InputSize);
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "unext50",
            Graph = builder._graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OpsetVersion } },
        };
        model.SetCard(card);
        return model;
    }

    private void Build(int inputSize)
    {
        _graph.Input.Add(Value(Input, 3, inputSize, inputSize));
        var current = Input;
        for (var i = 0; i < _layout.Stem.Count; i++)
        {
            current = Convolution(_layout.Stem[i], current);
            current = Relu(i == _layout.Stem.Count - 1 ? "relu" : $"{_layout.Stem[i].Name}.relu", current);
        }

        current = Add("MaxPool", "maxpool", "maxpool", current)
            .WithIntegers("kernel_shape", 3, 3)
            .WithIntegers("strides", 2, 2)
            .WithIntegers("pads", 1, 1, 1, 1).Output[0];
        foreach (var block in _layout.Blocks) current = Block(block, current);

        var pooled = Add("GlobalAveragePool", "avgpool", "avgpool", current).Output[0];
        Add("Flatten", "flatten", Features, pooled);
        _graph.Output.Add(Value(Features, _layout.FeatureWidth));
        if (_layout.Head is { } head) Head(head, current);
    }

    /// <param name="head">The head.</param>
    /// <param name="activations">The backbone's last activations, before the average pool.</param>
    private void Head(ClassifierHead head, string activations)
    {
        var current = Features;
        if (head.ConcatenatesMaximum)
        {
            var pooled = Add("GlobalMaxPool", "head.maxpool", "head.maxpool", activations).Output[0];
            var flat = Add("Flatten", "head.flatten", "head.flatten", pooled).Output[0];
            current = Add("Concat", "head.concat", "head.concat", flat, Features).WithInteger("axis", 1).Output[0];
        }

        foreach (var layer in head.Layers)
        {
            var last = layer == head.Layers[^1];
            var (weight, bias) = BatchNormFolding.Fold(_tensors, layer);
            if (last && head.HasOneLogit) (weight, bias) = (Opposed(weight, layer.Inputs), Opposed(bias));
            _graph.Initializer.Add(weight.ToProto(layer.WeightName));
            _graph.Initializer.Add(bias.ToProto(layer.BiasName));
            current = Add("Gemm", layer.Name, last ? Logits : layer.Name, current, layer.WeightName, layer.BiasName)
                .WithInteger("transB", 1).Output[0];
            if (!last) current = Relu($"{layer.Name}.relu", current);
        }

        _graph.Output.Add(Value(Logits, head.ClassCount));
    }

    /// <summary>
    /// Of the row that makes a logit z, two rows that make -z/2 and z/2: their softmax is 1 - sigmoid(z) and
    /// sigmoid(z), and halving loses nothing.
    /// </summary>
    private static FloatTensor Opposed(FloatTensor row, params ReadOnlySpan<int> inner) => new(
        [2, .. inner], [.. row.Values.Select(value => -value / 2), .. row.Values.Select(value => value / 2)]);

    private string Block(ResidualBlock block, string input)
    {
        var current = input;
        for (var i = 0; i < block.Convolutions.Count; i++)
        {
            current = Convolution(block.Convolutions[i], current);
            if (i < block.Convolutions.Count - 1) current = Relu($"{block.Name}.relu{i + 1}", current);
        }

        var shortcut = input;
        if (block.ShortcutPool > 1) shortcut = AveragePool($"{block.Name}.downsample.0", shortcut, block.ShortcutPool);
        if (block.Shortcut is { } projection) shortcut = Convolution(projection, shortcut);
        var sum = $"{block.Name}.add";
        Add("Add", sum, sum, current, shortcut);
        return Relu($"{block.Name}.relu", sum);
    }

    private string Convolution(ConvolutionLayer layer, string input)
    {
        var (weight, bias) = BatchNormFolding.Fold(_tensors, layer);
        var biasName = layer.Name + ".bias";
        _graph.Initializer.Add(weight.ToProto(layer.WeightName));
        _graph.Initializer.Add(bias.ToProto(biasName));
        long kernel = layer.Kernel, stride = layer.Stride, padding = layer.Kernel / 2;
        return Add("Conv", layer.Name, layer.Name, input, layer.WeightName, biasName)
            .WithIntegers("kernel_shape", kernel, kernel)
            .WithIntegers("strides", stride, stride)
            .WithIntegers("pads", padding, padding, padding, padding)
            .WithInteger("group", layer.Groups).Output[0];
    }

    /// <summary>timm's AvgPool2d(side, side, ceil_mode=True, count_include_pad=False).</summary>
    private string AveragePool(string name, string input, long side) => Add("AveragePool", name, name, input)
        .WithIntegers("kernel_shape", side, side)
        .WithIntegers("strides", side, side)
        .WithInteger("ceil_mode", 1)
        .WithInteger("count_include_pad", 0).Output[0];

    private string Relu(string name, string input) => Add("Relu", name, name, input).Output[0];

    private NodeProto Add(string type, string name, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { OpType = type, Name = name, Output = { output } };
        foreach (var input in inputs) node.Input.Add(input);
        _graph.Node.Add(node);
        return node;
    }

    private static ValueInfoProto Value(string name, params ReadOnlySpan<int> extents)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = Batch } } };
        foreach (var extent in extents) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
