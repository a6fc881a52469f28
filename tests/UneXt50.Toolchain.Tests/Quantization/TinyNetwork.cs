using Onnx;
using UneXt50.Imaging;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Tests.Quantization;

/// <summary>
/// A small network with every kind of node a backbone has: convolutions (one of them grouped), relus, max-pooling, a
/// residual addition, average pooling and a classifier; random weights, always the same.
/// </summary>
internal sealed class TinyNetwork
{
    public const int Classes = 4;
    public const int Width = 32;

    private readonly GraphProto _graph = new() { Name = "tiny" };
    private readonly Random _random = new(7);

    private TinyNetwork()
    {
    }

    /// <summary>The network, its residual sum going through <paramref name="activation"/>.</summary>
    public static ModelProto Model(string activation = "Relu", int opset = 17)
    {
        var model = new ModelProto
        {
            IrVersion = 8,
            Graph = new TinyNetwork().Build(activation),
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
        };
        model.SetCard(Card);
        return model;
    }

    public static ModelCard Card { get; } = new()
    {
        Labels = [.. Enumerable.Range(1, Classes).Select(number => $"Class {number}")],
        Preprocess = new PreprocessRule(
            TestPhotos.Size, TestPhotos.Size, Interpolation.Bilinear, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]),
        Architecture = "tiny",
        Precision = "float32",
        Licence = "MIT",
    };

    private GraphProto Build(string activation)
    {
        _graph.Input.Add(Value("image", 3, TestPhotos.Size, TestPhotos.Size));
        Convolution("stem", "image", 3, 3, groups: 1);
        Add("Relu", "stem.relu", "stem");
        Add("MaxPool", "pool", "stem.relu").WithIntegers("kernel_shape", 2, 2).WithIntegers("strides", 2, 2);
        Convolution("grouped", "pool", Width, 3, groups: 8);
        Add("Relu", "grouped.relu", "grouped");
        Convolution("last", "grouped.relu", Width, 1, groups: 1);
        Add("Add", "sum", "last", "pool");
        Add(activation, "block", "sum");
        Convolution("end", "block", Width, 1, groups: 1);
        Add("Relu", "end.relu", "end");
        Add("GlobalAveragePool", "average", "end.relu");
        Add("Flatten", "features", "average");
        Weight("fc.weight", 1, Classes, Width);
        Weight("fc.bias", 1, Classes);
        Add("Gemm", "logits", "features", "fc.weight", "fc.bias").WithInteger("transB", 1);
        _graph.Output.Add(Value("features", Width));
        _graph.Output.Add(Value("logits", Classes));
        return _graph;
    }

    private void Convolution(string name, string input, int channels, int kernel, int groups)
    {
        var reach = MathF.Sqrt(6f * groups / (channels * kernel * kernel));
        Weight(name + ".weight", reach, Width, channels / groups, kernel, kernel);
        Weight(name + ".bias", 0.2f, Width);
        long padding = kernel / 2;
        Add("Conv", name, input, name + ".weight", name + ".bias")
            .WithIntegers("kernel_shape", kernel, kernel)
            .WithIntegers("pads", padding, padding, padding, padding)
            .WithInteger("group", groups);
    }

    private void Weight(string name, float reach, params int[] shape)
    {
        var values = new float[shape.Aggregate((product, extent) => product * extent)];
        for (var i = 0; i < values.Length; i++) values[i] = ((2 * _random.NextSingle()) - 1) * reach;
        _graph.Initializer.Add(new FloatTensor(shape, values).ToProto(name));
    }

    private NodeProto Add(string type, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = type, Name = output, Output = { output }, Input = { inputs } };
        _graph.Node.Add(node);
        return node;
    }

    private static ValueInfoProto Value(string name, params int[] extents)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (var extent in extents) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
