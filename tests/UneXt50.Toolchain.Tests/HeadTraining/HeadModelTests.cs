using Google.Protobuf;
using Onnx;
using UneXt50.Heads;
using UneXt50.Tests;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class HeadModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The features times two, under any name.
    private string Doubling(string output, int width = 3, int rank = 2, string? labels = null)
    {
        var model = new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 13 } },
            Graph = new GraphProto
            {
                Name = "doubling",
                Input = { Tensor("x", rank, width) },
                Output = { Tensor(output, rank, width) },
                Node = { new NodeProto { OpType = "Add", Input = { "x", "x" }, Output = { output } } },
            },
        };
        if (labels is not null) model.MetadataProps.Add(new StringStringEntryProto { Key = "labels", Value = labels });
        File.WriteAllBytes(_folder["other.onnx"], model.ToByteArray());
        return _folder["other.onnx"];
    }

    // One feature times two, and a function of it if one is named.
    private string Scaling(string output, string? last)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Doubling(output, width: 1)));
        if (last is not null)
        {
            model.Graph.Node[0].Output[0] = "z";
            model.Graph.Node.Add(new NodeProto { OpType = last, Input = { "z" }, Output = { output } });
        }

        File.WriteAllBytes(_folder["other.onnx"], model.ToByteArray());
        return _folder["other.onnx"];
    }

    private static ValueInfoProto Tensor(string name, int rank, int width)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        for (var i = 1; i < rank; i++) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = width });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static UneXt50Exception Refusal(string path, HeadModelOptions? options = null) =>
        Assert.Throws<UneXt50Exception>(() => HeadModel.Load(path, options).Dispose());

    [Fact]
    public void A_model_without_labels_answers_with_its_outputs()
    {
        using var model = HeadModel.Load(Doubling("embedding"));
        var answer = model.Classify([1, 2, 3]);
        Assert.Empty(answer.TopK(5));
        var output = Assert.Single(answer.Outputs);
        Assert.Equal("embedding", output.Name);
        Assert.Equal([2, 4, 6], output.Values);
        Assert.Null(answer.Distance);
    }

    [Fact]
    public void Labels_come_from_the_metadata()
    {
        using var model = HeadModel.Load(Doubling("scores", labels: "a\nb\nc"));
        Assert.Equal(["c", "b"], model.Classify([0.1f, 0.2f, 0.3f]).TopK(2).Select(score => score.Label));
    }

    [Fact]
    public void Labels_come_from_a_file_and_logits_become_probabilities()
    {
        var labels = _folder.Add("labels.txt", "a\nb\nc\n");
        using var model = HeadModel.Load(Doubling("logits"), new HeadModelOptions { LabelsPath = labels });
        var best = model.Classify([1, 2, 3]).TopK(3);
        Assert.Equal("c", best[0].Label);
        Assert.Equal(1 / (1 + Math.Exp(-2) + Math.Exp(-4)), best[0].Probability, 1e-6);
        Assert.Equal(1, best.Sum(score => score.Probability), 1e-6);
    }

    [Theory]
    [InlineData("logits", null, "ripe", "not ripe")]
    [InlineData("output", null, "ripe", "not ripe")]
    [InlineData("output", "Sigmoid", "ripe", "not ripe")]
    [InlineData("probabilities", "Sigmoid", "green\nripe", "green")]
    public void A_single_score_tells_two_classes_by_its_sigmoid(
        string output, string? last, string labels, string negative)
    {
        using var model = HeadModel.Load(
            Scaling(output, last), new HeadModelOptions { LabelsPath = _folder.Add("l.txt", labels) });

        var scores = model.Classify([0.75f]).TopK(5);

        // The features times two.
        Assert.Equal(["ripe", negative], scores.Select(score => score.Label));
        Assert.Equal(1 / (1 + Math.Exp(-1.5)), scores[0].Probability, 1e-6);
        Assert.Equal(1, scores.Sum(score => score.Probability), 1e-6);
    }

    [Theory]
    [InlineData("Softmax")]
    [InlineData("Tanh")]
    public void A_single_score_that_may_be_anything_is_refused(string last) => Assert.Contains(
        $"comes from a {last}",
        Refusal(Scaling("output", last), new HeadModelOptions { LabelsPath = _folder.Add("l.txt", "ripe") }).Problem,
        StringComparison.Ordinal);

    [Fact]
    public void Labels_of_another_number_are_refused()
    {
        var refusal = Refusal(Doubling("scores", labels: "a\nb"));
        Assert.Equal(ErrorKind.Model, refusal.Kind);
        Assert.Contains("2 values", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_is_no_feature_vector_is_refused() =>
        Assert.Contains("not Float [N, width]", Refusal(Doubling("y", rank: 4)).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_cannot_be_asked_of_a_model_trained_elsewhere() =>
        Assert.Equal(ErrorKind.Usage, Refusal(Doubling("y"), new HeadModelOptions { UnknownPercent = 5 }).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("this is no model")]
    public void A_file_that_is_no_model_is_refused(string content) =>
        Assert.Equal(ErrorKind.Model, Refusal(_folder.Add("bad.onnx", content)).Kind);

    [Fact]
    public void A_truncated_head_is_refused()
    {
        using (var head = Flowers.Train(Flowers.Set())) head.Save(_folder["h.onnx"]);
        var whole = File.ReadAllBytes(_folder["h.onnx"]);
        File.WriteAllBytes(_folder["half.onnx"], whole[..(whole.Length / 2)]);
        Assert.Equal(ErrorKind.Model, Refusal(_folder["half.onnx"]).Kind);
    }

    [Fact]
    public void A_head_of_another_width_or_another_backbone_is_refused()
    {
        using var network = new TinyNetwork();
        using (var head = Flowers.Train(Flowers.Set())) head.Save(_folder["wide.onnx"]);
        using var wide = HeadModel.Load(_folder["wide.onnx"]);
        var refusal = Assert.Throws<UneXt50Exception>(() => network.Model.RequireFit(wide));
        Assert.Contains("8 values", refusal.Message, StringComparison.Ordinal);

        LabelledPhoto[] photos = [new("a", "red", [1, 0, 0]), new("b", "blue", [0, 0, 1])];
        using (var head = Flowers.Train(new TrainingSet(photos, new string('0', 64))))
            head.Save(_folder["foreign.onnx"]);
        using var foreign = HeadModel.Load(_folder["foreign.onnx"]);
        refusal = Assert.Throws<UneXt50Exception>(() => network.Model.RequireFit(foreign));
        Assert.Contains("another model", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(network.Model.Sha256[..12], refusal.Message, StringComparison.Ordinal);

        using (var head = Flowers.Train(new TrainingSet(photos, network.Model.Sha256))) head.Save(_folder["own.onnx"]);
        using var own = HeadModel.Load(_folder["own.onnx"]);
        network.Model.RequireFit(own);
    }

    [Fact]
    public void A_head_stays_with_a_model_that_learns_which_photos_it_knows()
    {
        var before = new TinyModel().ToBytes();
        File.WriteAllBytes(_folder["before.onnx"], before);
        var entry = new StringStringEntryProto { Key = "unext50.known.photos", Value = "100" };
        byte[] after = [.. before, .. new ModelProto { MetadataProps = { entry } }.ToByteArray()];
        File.WriteAllBytes(_folder["after.onnx"], after);
        using (var model = UneXt50Model.Load(_folder["before.onnx"]))
        {
            LabelledPhoto[] photos = [new("a", "red", [1, 0, 0]), new("b", "blue", [0, 0, 1])];
            using var trained = Flowers.Train(new TrainingSet(photos, model.BackboneSha256));
            trained.Save(_folder["own.onnx"]);
        }

        using var head = HeadModel.Load(_folder["own.onnx"]);
        using var later = UneXt50Model.Load(_folder["after.onnx"]);
        later.RequireFit(head);

        byte[] others = [.. new TinyModel { Labels = ["a", "b", "c"] }.ToBytes(), .. after[before.Length..]];
        File.WriteAllBytes(_folder["other.onnx"], others);
        using var other = UneXt50Model.Load(_folder["other.onnx"]);
        Assert.Throws<UneXt50Exception>(() => other.RequireFit(head));
    }
}
