using Google.Protobuf;
using Onnx;
using UneXt50.Imaging;

namespace UneXt50.Tests;

/// <summary>
/// A network small enough to see through, with the outputs of a real one: its features are the mean red, green and
/// blue of the photo (0..1), its logits ten times those, its classes "red", "green" and "blue". Each property breaks
/// one rule of the model file when it is changed.
/// </summary>
internal sealed record TinyModel
{
    public int InputSize { get; init; } = 32;

    /// <summary>The input side the metadata speaks of.</summary>
    public int CardInputSize { get; init; } = 32;

    public IReadOnlyList<string> Labels { get; init; } = ["red", "green", "blue"];

    public string FeaturesName { get; init; } = "features";

    public bool HasCard { get; init; } = true;

    /// <summary>Whether it has classes, not only features.</summary>
    public bool HasHead { get; init; } = true;

    /// <summary>Whether a run of it comes to an end.</summary>
    public bool Ends { get; init; } = true;

    /// <summary>What the metadata says that it computes with.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>What features are multiplied by to be logits.</summary>
    public float Factor { get; init; } = 10;

    /// <summary>The photos that one run takes, no more and no fewer; 0 for any number.</summary>
    public int Batch { get; init; }

    /// <summary>The model as the bytes of a file.</summary>
    public byte[] ToBytes()
    {
        var graph = new GraphProto
        {
            Name = "tiny",
            Input = { Tensor("image", 3, InputSize, InputSize) },
            Output = { Tensor(FeaturesName, 3), Tensor("logits", 3) },
            Node =
            {
                new NodeProto { OpType = "GlobalAveragePool", Input = { "image" }, Output = { "pooled" } },
                new NodeProto { OpType = "Flatten", Input = { "pooled" }, Output = { FeaturesName } },
                new NodeProto { OpType = "Mul", Input = { FeaturesName, "ten" }, Output = { "logits" } },
            },
            Initializer =
            {
                new TensorProto
                {
                    Name = "ten", DataType = (int)TensorProto.Types.DataType.Float, Dims = { 1 },
                    FloatData = { Factor },
                },
            },
        };
        if (Batch > 0)
        {
            foreach (var value in graph.Input.Concat(graph.Output))
                value.Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimValue = Batch };
        }

        if (!Ends) AddEndlessLoop(graph);
        if (!HasHead)
        {
            graph.Output.RemoveAt(1);
            graph.Node.RemoveAt(2);
        }

        var model = new ModelProto
        {
            IrVersion = 8,
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
        };
        if (HasCard) model.MetadataProps.Add(Card().ToMetadata().Select(Entry));
        return model.ToByteArray();
    }

    // Loop of the ONNX standard, without a number of trips and with a condition that stays true.
    private static void AddEndlessLoop(GraphProto graph)
    {
        ValueInfoProto Scalar(string name, TensorProto.Types.DataType type) => new()
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = new TensorShapeProto() },
            },
        };
        NodeProto Same(string from, string to) => new() { OpType = "Identity", Input = { from }, Output = { to } };
        var body = new GraphProto
        {
            Name = "body",
            Input =
            {
                Scalar("trip", TensorProto.Types.DataType.Int64), Scalar("on", TensorProto.Types.DataType.Bool),
                new ValueInfoProto { Name = "state", Type = graph.Input[0].Type },
            },
            Output =
            {
                Scalar("still_on", TensorProto.Types.DataType.Bool),
                new ValueInfoProto { Name = "next", Type = graph.Input[0].Type },
            },
            Node = { Same("on", "still_on"), Same("state", "next") },
        };
        graph.Initializer.Add(new TensorProto
        {
            Name = "true",
            DataType = (int)TensorProto.Types.DataType.Bool,
            Int32Data = { 1 },
        });
        graph.Node.Insert(0, new NodeProto
        {
            OpType = "Loop",
            Input = { "", "true", "image" },
            Output = { "looped" },
            Attribute =
            {
                new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = body },
            },
        });
        graph.Node[1].Input[0] = "looped";
    }

    private ModelCard Card() => new()
    {
        Labels = HasHead ? Labels : [],
        Preprocess = new PreprocessRule(CardInputSize, CardInputSize, Interpolation.Bilinear, [0, 0, 0], [1, 1, 1]),
        Architecture = "tiny",
        Precision = Precision,
        Licence = "CC0-1.0",
        Attribution = "nobody",
    };

    private static StringStringEntryProto Entry(KeyValuePair<string, string> entry) =>
        new() { Key = entry.Key, Value = entry.Value };

    private static ValueInfoProto Tensor(string name, params ReadOnlySpan<int> extents)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (var extent in extents) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
