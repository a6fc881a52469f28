using Google.Protobuf;
using Onnx;
using UneXt50.Inference;
using Xunit;

namespace UneXt50.Tests.Inference;

public class WeightlessGraphTests
{
    [Fact]
    public void Large_weights_are_replaced_by_where_they_lie_and_all_else_stays()
    {
        var model = Model();
        var file = model.ToByteArray();
        var graph = ModelProto.Parser.ParseFrom(WeightlessGraph.WithoutWeights(file, "m.onnx"));

        var reference = graph.Graph.Initializer[0].ExternalData.ToDictionary(entry => entry.Key, entry => entry.Value);
        Assert.Equal("m.onnx", reference["location"]);
        var data = file.AsSpan(int.Parse(reference["offset"]), int.Parse(reference["length"]));
        Assert.True(data.SequenceEqual(model.Graph.Initializer[0].RawData.Span));

        graph.Graph.Initializer[0].ExternalData.Clear();
        graph.Graph.Initializer[0].DataLocation = TensorProto.Types.DataLocation.Default;
        graph.Graph.Initializer[0].RawData = model.Graph.Initializer[0].RawData;
        Assert.Equal(model, graph);
    }

    [Fact]
    public void A_model_without_large_weights_has_nothing_to_leave_out()
    {
        var model = Model();
        model.Graph.Initializer.RemoveAt(0);
        Assert.Null(WeightlessGraph.WithoutWeights(model.ToByteArray(), "m.onnx"));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused_or_has_no_graph()
    {
        var model = Model();
        model.MetadataProps.Clear();
        var file = model.ToByteArray();
        for (var length = 0; length < file.Length; length++)
        {
            var cut = file.AsSpan(0, length).ToArray();
            var graph = Record.Exception(() => Assert.Null(WeightlessGraph.WithoutWeights(cut, "m.onnx")));
            Assert.True(graph is null or FormatException, $"{length}: {graph}");
        }
    }

    private static ModelProto Model() => new()
    {
        IrVersion = 8,
        Graph = new GraphProto
        {
            Name = "graph",
            Node = { new NodeProto { OpType = "Relu", Input = { "large" }, Output = { "y" } } },
            Initializer =
            {
                new TensorProto
                {
                    Name = "large", DataType = 3, Dims = { 2000 }, RawData = ByteString.CopyFrom(new byte[2000]),
                },
                new TensorProto { Name = "small", DataType = 3, Dims = { 2 }, RawData = ByteString.CopyFrom(1, 2) },
                new TensorProto { Name = "floats", DataType = 1, Dims = { 1 }, FloatData = { 1 } },
            },
        },
        MetadataProps = { new StringStringEntryProto { Key = "k", Value = "v" } },
    };
}
