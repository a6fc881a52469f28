using Google.Protobuf;
using Google.Protobuf.Collections;
using Onnx;
using UneXt50.Inference.Native;
using UneXt50.Inference.Native.Kernels;
using Xunit;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Tests.Inference.Native;

/// <summary>What is no network of the family is refused, and nothing is read or written out of bounds.</summary>
public class PlanReaderTests
{
    public static TheoryData<string, Action<GraphProto>> Changes => new()
    {
        { "another operator", graph => Node(graph, "Add").OpType = "Mul" },
        { "a sigmoid more", graph => graph.Node.Add(Made("Sigmoid", "features", "more")) },
        { "no flatten", graph => graph.Node.Remove(Node(graph, "Flatten")) },
        { "a kernel of two sizes", graph => Initializer(graph, DataType.Int8, 4).Dims[2] = 1 },
        { "more groups than channels", graph => Ints(graph, "Conv", "group").I = 999 },
        { "no groups", graph => Ints(graph, "Conv", "group").I = 0 },
        { "groups below zero", graph => Ints(graph, "Conv", "group").I = -1 },
        { "a stride of zero", graph => Ints(graph, "Conv", "strides").Ints[0] = 0 },
        { "two strides", graph => Ints(graph, "Conv", "strides").Ints[0] = 3 },
        { "a huge stride", graph => Ints(graph, "MaxPool", "strides").Ints[1] = long.MaxValue },
        { "padding on one side", graph => Ints(graph, "MaxPool", "pads").Ints[0] = 2 },
        { "padding below zero", graph => Fill(Ints(graph, "MaxPool", "pads").Ints, -1) },
        { "padding wider than the window", graph => Fill(Ints(graph, "MaxPool", "pads").Ints, 3) },
        { "a window larger than the picture", graph => Fill(Ints(graph, "MaxPool", "kernel_shape").Ints, 1 << 20) },
        { "weights that are cut off", graph => Cut(Initializer(graph, DataType.Int8, 4)) },
        { "weights of another type", graph => Initializer(graph, DataType.Int8, 4).DataType = (int)DataType.Uint8 },
        { "more channels than weights", graph => Initializer(graph, DataType.Int8, 4).Dims[0] = 1 << 14 },
        { "channels whose product overflows", graph => Fill(Initializer(graph, DataType.Int8, 4).Dims, 1L << 33) },
        { "a zero point of weights", graph => Set(Initializer(graph, DataType.Int8, 1), 1) },
        { "a scale of zero", graph => Set(Initializer(graph, DataType.Float, 1), 0) },
        { "a scale that is no number", graph => Set(Initializer(graph, DataType.Float, 1), 0xFF) },
        { "a bias as large as can be", graph => Set(Initializer(graph, DataType.Int32, 1), 0x7F) },
        { "two weights of one name", graph => graph.Initializer.Add(graph.Initializer[3]) },
        { "a tensor that is made twice", graph => graph.Node.Add(Node(graph, "Conv")) },
        { "outputs by other names", graph => graph.Output[0].Name = "more" },
        { "an input of another size", graph => graph.Input[0].Type.TensorType.Shape.Dim[2].DimValue = 41 },
        { "two inputs", graph => graph.Input.Add(graph.Input[0]) },
        { "a classifier the other way round", graph => Node(graph, "Gemm").Attribute.Clear() },
        { "a classifier with a factor", graph => Node(graph, "Gemm").Attribute.Add(
            new AttributeProto { Name = "alpha", F = 2, Type = AttributeProto.Types.AttributeType.Float }) },
        { "dilation", graph => Node(graph, "Conv").Attribute.Add(Ints("dilations", 2, 2)) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_network_with_one_thing_out_of_the_ordinary_is_not_run(string what, Action<GraphProto> change)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(GoldenNetworks.Model("grouped")));
        change(model.Graph);
        var refusal = Record.Exception(() => Run(model.ToByteArray()));
        Assert.True(refusal is UnsupportedGraph or FormatException, $"{what}: {refusal}");
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        var file = File.ReadAllBytes(GoldenNetworks.Model("basic"));
        for (var length = 0; length < file.Length - 400; length += length < 600 ? 1 : 211)
        {
            var refusal = Record.Exception(() => Run(file[..length]));
            Assert.True(refusal is UnsupportedGraph or FormatException or IOException, $"{length}: {refusal}");
        }
    }

    /// <summary>In a debug build kernels check their bounds (<see cref="NativeBlock.Check"/>).</summary>
    [Theory]
    [InlineData("basic")]
    [InlineData("grouped")]
    [InlineData("pooled")]
    public void A_file_with_random_bytes_changed_is_refused_or_runs_within_bounds(string name)
    {
        var original = File.ReadAllBytes(GoldenNetworks.Model(name));
        var random = new Random(3);
        var ran = 0;
        for (var round = 0; round < 200; round++)
        {
            var file = original.ToArray();
            // The names and numbers that say what the bytes are lie at the beginning, between weights, and at the end.
            for (var i = random.Next(1, 4); i > 0; i--) file[random.Next(file.Length)] = (byte)random.Next(256);
            var refusal = Record.Exception(() => Run(file));
            Assert.True(refusal is null or UnsupportedGraph or FormatException, $"{round}: {refusal}");
            if (refusal is null) ran++;
        }

        Assert.InRange(ran, 1, 199);
    }

    private static void Run(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        var path = folder["model.onnx"];
        File.WriteAllBytes(path, bytes);
        using var file = MappedFile.Open(path);
        var graph = OnnxReader.Read(file.Bytes);
        var size = graph.Inputs.Count == 1 && graph.Inputs[0].Dimensions.Length == 4
            ? (int)Math.Clamp(graph.Inputs[0].Dimensions[2], 0, 40) : 0;
        using var network = NativeNetwork.Create(graph, file, size, ProductKernel.Best, Arena.Keeping.ForOneThread);
        using var run = new NativeRun(network, threads: 1);
        run.Run(new float[3 * size * size], new float[network.Plan.FeatureWidth], new float[network.Plan.ClassCount]);
    }

    private static NodeProto Node(GraphProto graph, string operation) =>
        graph.Node.First(node => node.OpType == operation);

    private static NodeProto Made(string operation, string input, string output) =>
        new() { OpType = operation, Input = { input }, Output = { output } };

    private static AttributeProto Ints(GraphProto graph, string operation, string name) =>
        Node(graph, operation).Attribute.First(attribute => attribute.Name == name);

    private static AttributeProto Ints(string name, params long[] values) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    private static TensorProto Initializer(GraphProto graph, DataType type, int dimensions) =>
        graph.Initializer.First(tensor => tensor.DataType == (int)type && tensor.Dims.Count == dimensions);

    private static void Fill(RepeatedField<long> values, long value)
    {
        for (var i = 0; i < values.Count; i++) values[i] = value;
    }

    private static void Set(TensorProto tensor, byte value)
    {
        var bytes = new byte[tensor.RawData.Length];
        Array.Fill(bytes, value);
        tensor.RawData = ByteString.CopyFrom(bytes);
    }

    private static void Cut(TensorProto tensor) =>
        tensor.RawData = ByteString.CopyFrom(tensor.RawData.Span[..^1]);
}
