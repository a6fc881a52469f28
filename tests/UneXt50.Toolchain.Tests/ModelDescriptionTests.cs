using Google.Protobuf;
using Onnx;
using UneXt50.Imaging;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Description;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Graph;
using UneXt50.Toolchain.Tests.Onnx;
using Xunit;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Tests;

public sealed class ModelDescriptionTests : IDisposable
{
    private const int Size = 64;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_and_logits_of_a_network_from_elsewhere_are_those_of_torch()
    {
        var summary = ModelDescription.Run(Request(Golden.File("mobile.onnx")));

        var actual = OnnxRun.Outputs(
            File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(2, Size), Size, "input");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy"), actual), 0, 1e-4f);
        Assert.Equal((24, 0, false), (summary.FeatureWidth, summary.Batch, summary.ChannelsLast));
        Assert.Equal(new FileInfo(_folder.File("out.onnx")).Length, summary.Bytes);
    }

    [Theory]
    [InlineData("vit", "vit")]
    [InlineData("vit_opset12", "vit")]
    [InlineData("swin", "swin")]
    [InlineData("gates_opset7", "gates")]
    [InlineData("gates_opset9", "gates")]
    [InlineData("gates_opset10", "gates")]
    [InlineData("gates_opset11", "gates")]
    [InlineData("gates_opset12", "gates")]
    [InlineData("squeeze", "squeeze")]
    public void Networks_of_many_kinds_give_what_torch_gives(string name, string expected)
    {
        ModelDescription.Run(Request(Golden.File(name + ".onnx")));

        var actual = OnnxRun.Outputs(
            File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(2, Size), Size, "input");
        Assert.InRange(OnnxRun.Difference(Golden.Npy(expected + ".npy"), actual), 0, 1e-4f);
        var imports = OnnxFile.Read(_folder.File("out.onnx")).OpsetImport;
        Assert.InRange(imports.Single(import => import.Domain.Length == 0).Version, 13, 17);
    }

    [Theory]
    [InlineData(DataType.Float16, true, 0.02f)]
    [InlineData(DataType.Float16, false, 0.02f)]
    [InlineData(DataType.Bfloat16, false, 0.2f)]
    [InlineData(DataType.Double, false, 1e-4f)]
    public void A_network_of_another_precision_becomes_one_of_float32(DataType type, bool keepsEnds, float tolerance)
    {
        var summary = ModelDescription.Run(Request(Write(Variants.Half(Mobile(), type, keepsEnds))));

        var model = OnnxFile.Read(_folder.File("out.onnx"));
        var actual = OnnxRun.Outputs(model.ToByteArray(), Golden.Picture(2, Size), Size, "input");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy"), actual), 0, tolerance);
        Assert.Equal(24, summary.FeatureWidth);
        Assert.DoesNotContain(model.Graph.Node, node => node.OpType == "Cast");
    }

    [Fact]
    public void Inner_tensors_may_be_named_where_the_end_is_not_understood()
    {
        var model = Mobile();
        model.Graph.Node.Add(new NodeProto { OpType = "ArgMax", Input = { "probabilities" }, Output = { "best" } });
        model.Graph.Output[0] = new ValueInfoProto { Name = "best" };
        var path = Write(model);
        var pooled = model.Graph.Node.Last(node => node.OpType == "Gemm").Input[0];

        var error = Refused(Request(path), ErrorKind.Model, "a node of type ArgMax stands where");
        Assert.Contains("any tensor of the graph", error.Remedy);
        Assert.Equal(24, ModelDescription.Run(Request(path) with { Scores = "probabilities" }).FeatureWidth);
        Assert.Equal(24, ModelDescription.Run(
            Request(path) with { Scores = "probabilities", Features = pooled }).FeatureWidth);
        var actual = OnnxRun.Outputs(
            File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(2, Size), Size, "input");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy"), actual), 0, 1e-4f);
    }

    [Fact]
    public void Of_several_outputs_the_one_with_the_classes_is_found()
    {
        var model = Mobile();
        var classifier = model.Graph.Node.Last(node => node.OpType == "Gemm");
        foreach (var name in (string[])[classifier.Input[0], classifier.Output[0]])
            model.Graph.Output.Add(new ValueInfoProto { Name = name });

        Assert.Equal(24, ModelDescription.Run(Request(Write(model))).FeatureWidth);
    }

    [Fact]
    public void A_graph_with_its_batch_baked_in_takes_one_photo()
    {
        var model = Mobile();
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "one",
            DataType = (int)DataType.Int64,
            Dims = { 2 },
            Int64Data = { 1, 24 },
        });
        var classifier = model.Graph.Node.Last(node => node.OpType == "Gemm");
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(classifier), new NodeProto
        {
            OpType = "Reshape",
            Input = { classifier.Input[0], "one" },
            Output = { "flat" },
        });
        classifier.Input[0] = "flat";

        Assert.Equal(1, ModelDescription.Run(Request(Write(model))).Batch);
    }

    [Theory]
    [InlineData(99, 8, "newer than onnxruntime", "opset_version=17")]
    [InlineData(13, 99, "its IR version is 99", "ir_version")]
    [InlineData(6, 3, "its opset is 6", "opset_version=13")]
    public void An_opset_that_cannot_be_read_is_named(int opset, int irVersion, string problem, string remedy)
    {
        var model = Mobile();
        model.OpsetImport[0].Version = opset;
        model.IrVersion = irVersion;

        Assert.Contains(remedy, Refused(Request(Write(model)), ErrorKind.Model, problem).Remedy);
    }

    [Fact]
    public void An_operator_from_elsewhere_is_named()
    {
        var model = Mobile();
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 1 });
        model.Graph.Node.Add(new NodeProto
        {
            OpType = "Magic",
            Domain = "com.example",
            Input = { "probabilities" },
            Output = { "magic" },
        });
        model.Graph.Output[0].Name = "magic";

        Refused(Request(Write(model)), ErrorKind.Model, "Magic");
    }

    [Fact]
    public void The_library_runs_it()
    {
        ModelDescription.Run(Request(Golden.File("mobile.onnx")) with { Licence = "MIT", Architecture = "mobile" });

        using var model = UneXt50Model.Load(_folder.File("out.onnx"));
        Assert.Equal((24, 5), (model.FeatureWidth, model.ClassCount));
        Assert.Equal(("MIT", "mobile", "float32"),
            (model.Card.Licence, model.Card.Architecture, model.Card.Precision));
        Assert.Equal(Sha256Digest.OfFile(Golden.File("mobile.onnx")), model.Card.SourceSha256);
        using var picture = new RgbImage(80, 70);
        picture.Pixels.Fill(90);
        Assert.Equal(1, model.Classify(picture).Probabilities.Sum(), 1e-5);
    }

    [Fact]
    public void Channels_may_come_last_and_the_batch_may_be_fixed()
    {
        var model = Mobile();
        model.Graph.Input[0] = TensorValue.Declare("nhwc", 1, Size, Size, 3);
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Transpose", Input = { "nhwc" }, Output = { "input" } }
            .WithIntegers("perm", 0, 3, 1, 2));

        var summary = ModelDescription.Run(Request(Write(model)));

        Assert.Equal((true, 1), (summary.ChannelsLast, summary.Batch));
        var photo = Golden.Picture(2, Size)[..(3 * Size * Size)];
        var actual = OnnxRun.Outputs(File.ReadAllBytes(_folder.File("out.onnx")), photo, Size, "nhwc");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy")[..29], actual), 0, 1e-4f);
    }

    [Fact]
    public void An_output_that_has_our_name_already_and_means_something_else_gives_way()
    {
        var model = Mobile();
        model.Graph.Rename("probabilities", "features");
        model.Graph.Output[0].Name = "features";

        var summary = ModelDescription.Run(Request(Write(model)));

        Assert.Equal(24, summary.FeatureWidth);
        var actual = OnnxRun.Outputs(
            File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(2, Size), Size, "input");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy"), actual), 0, 1e-4f);
    }

    [Fact]
    public void A_size_that_may_be_any_must_be_said()
    {
        var model = Mobile();
        foreach (var side in model.Graph.Input[0].Type.TensorType.Shape.Dim.Skip(2)) side.DimParam = "side";
        var path = Write(model);

        Refused(Request(path) with { Preprocess = Rule(0) }, ErrorKind.Model, "may have any size");
        ModelDescription.Run(Request(path) with { Preprocess = Rule(96) });
        Assert.Equal(96, OnnxFile.Read(_folder.File("out.onnx")).Card("out.onnx").Preprocess.InputSize);
    }

    [Fact]
    public void A_size_that_the_model_does_not_take_is_an_error() => Refused(
        Request(Golden.File("mobile.onnx")) with { Preprocess = Rule(96) }, ErrorKind.Model, "64 pixels wide, not 96");

    [Fact]
    public void Labels_of_another_number_are_an_error() => Refused(
        Request(Golden.File("mobile.onnx")) with { LabelsPath = _folder.File("l.txt", "a\nb\n") },
        ErrorKind.Model, "its last layer has 5 classes, but there are 2 labels");

    [Fact]
    public void A_tensor_that_is_not_there_is_an_error() => Refused(
        Request(Golden.File("mobile.onnx")) with { Features = "nowhere" }, ErrorKind.Model, "no tensor 'nowhere'");

    [Fact]
    public void An_output_that_is_not_there_is_an_error() => Refused(
        Request(Golden.File("mobile.onnx")) with { Scores = "nowhere" }, ErrorKind.Model, "no tensor 'nowhere'");

    [Fact]
    public void A_network_that_takes_eight_photos_and_no_other_number_is_refused()
    {
        var model = Mobile();
        model.Graph.Input[0] = TensorValue.Declare("input", 8, 3, Size, Size);

        Refused(Request(Write(model)), ErrorKind.Model, "takes 8 photos at once");
    }

    [Fact]
    public void A_network_of_sound_is_refused()
    {
        var model = Mobile();
        model.Graph.Input[0] = TensorValue.Declare("input", 0, 1, 64, 100);

        Assert.Throws<UneXt50Exception>(() => ModelDescription.Run(Request(Write(model))));
    }

    [Theory]
    [InlineData(false, "ripe\n", "not ripe")]
    [InlineData(true, "green\nripe\n", "green")]
    public void The_sigmoid_of_a_single_score_tells_two_classes(bool endsWithSigmoid, string labels, string negative)
    {
        var path = Write(OneLogit(endsWithSigmoid));

        var summary = ModelDescription.Run(Request(path) with { LabelsPath = _folder.File("l.txt", labels) });

        Assert.True(summary.HasOneLogit);
        Assert.Equal([negative, "ripe"], summary.Card.Labels);
        var rows = OnnxRun.Outputs(File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(2, Size), Size, "input")
            .Chunk(24 + 2);
        // The features and logits of torch: the score is the first of its five logits.
        Assert.All(rows.Zip(Golden.Npy("mobile.npy").Chunk(24 + 5)), pair =>
        {
            Assert.InRange(OnnxRun.Difference(pair.Second[..24], pair.First[..24]), 0, 1e-4f);
            Assert.Equal(pair.Second[24], pair.First[25] - pair.First[24], 1e-4);
        });
        using var model = UneXt50Model.Load(_folder.File("out.onnx"));
        Assert.Equal(2, model.ClassCount);
    }

    [Fact]
    public void Sigmoids_of_several_classes_are_refused()
    {
        var model = Mobile();
        var softmax = model.Graph.Node.Single(node => node.OpType == "Softmax");
        softmax.OpType = "Sigmoid";
        softmax.Attribute.Clear();

        Refused(Request(Write(model)), ErrorKind.Model, "answers each of its 5 classes on its own");
    }

    [Theory]
    [InlineData("Log")]
    [InlineData("Clip")]
    public void What_follows_a_softmax_goes_with_it(string type)
    {
        var model = Mobile();
        Append(model, new NodeProto { OpType = type, Name = "last", Input = { "probabilities" }, Output = { "last" } });

        ModelDescription.Run(Request(Write(model)));

        var actual = OnnxRun.Outputs(
            File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(2, Size), Size, "input");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy"), actual), 0, 1e-4f);
    }

    [Fact]
    public void Arithmetic_behind_a_softmax_is_refused()
    {
        var model = Mobile();
        model.Graph.Initializer.Add(new FloatTensor([1], [100]).ToProto("hundred"));
        Append(model, new NodeProto
        {
            OpType = "Mul",
            Name = "percent",
            Input = { "probabilities", "hundred" },
            Output = { "percent" },
        });

        Refused(Request(Write(model)), ErrorKind.Model, "the probabilities of its softmax");
    }

    [Theory]
    [InlineData("logits")]
    [InlineData("features")]
    public void An_input_that_has_our_name_gives_way(string name)
    {
        var model = Mobile();
        model.Graph.Rename("input", name);
        model.Graph.Input[0].Name = name;

        ModelDescription.Run(Request(Write(model)));

        var actual = OnnxRun.Outputs(
            File.ReadAllBytes(_folder.File("out.onnx")), Golden.Picture(2, Size), Size, name + "_inner");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy"), actual), 0, 1e-4f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_network_that_normalises_its_input_itself_wants_the_numbers_said(bool ofBytes)
    {
        var model = Mobile();
        var (input, first) = (model.Graph.Input[0], "input");
        foreach (var node in model.Graph.Node) node.ReplaceInput("input", "scaled");
        if (ofBytes)
        {
            input.Type.TensorType.ElemType = (int)TensorProto.Types.DataType.Uint8;
            first = "cast";
            model.Graph.Node.Insert(0, new NodeProto { OpType = "Cast", Input = { "input" }, Output = { first } }
                .WithInteger("to", (int)TensorProto.Types.DataType.Float));
        }

        model.Graph.Initializer.Add(new FloatTensor([1], [2]).ToProto("two"));
        model.Graph.Node.Insert(ofBytes ? 1 : 0,
            new NodeProto { OpType = "Div", Input = { first, "two" }, Output = { "scaled" } });
        var request = Request(Write(model));

        var error = Refused(request, ErrorKind.Model, ofBytes ? "is of bytes" : "normalises its input itself");
        Assert.Contains("mean 0,0,0 std 0.0039215687", error.Remedy);
        ModelDescription.Run(request with { NormalizationGiven = true });
        var photo = Golden.Picture(2, Size).Select(value => value * 2).ToArray();
        var actual = OnnxRun.Outputs(File.ReadAllBytes(_folder.File("out.onnx")), photo, Size, "input");
        Assert.InRange(OnnxRun.Difference(Golden.Npy("mobile.npy"), actual), 0, 1e-4f);
    }

    private static void Append(ModelProto model, NodeProto node)
    {
        model.Graph.Node.Add(node);
        model.Graph.Output[0].Name = node.Output[0];
    }

    /// <summary>The network with the first of its classes alone.</summary>
    private static ModelProto OneLogit(bool endsWithSigmoid)
    {
        var model = Mobile();
        var softmax = model.Graph.Node.Single(node => node.OpType == "Softmax");
        var linear = model.Graph.Node.Single(node => node.Output[0] == softmax.Input[0]);
        foreach (var name in linear.Input.Skip(1))
        {
            var parameter = model.Graph.Initializer.Single(tensor => tensor.Name == name);
            var values = parameter.ToFloatTensor().Values;
            int[] shape = [1, .. parameter.Dims.Skip(1).Select(extent => (int)extent)];
            var first = new FloatTensor(shape, values[..(values.Length / 5)]).ToProto(name);
            model.Graph.Initializer[model.Graph.Initializer.IndexOf(parameter)] = first;
        }

        model.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue = 1;
        softmax.Attribute.Clear();
        softmax.OpType = endsWithSigmoid ? "Sigmoid" : "Identity";
        return model;
    }

    private static ModelProto Mobile() => OnnxFile.Read(Golden.File("mobile.onnx"));

    private string Write(ModelProto model) => _folder.File("model.onnx", model.ToByteArray());

    private static PreprocessRule Rule(int size) =>
        new(size, size, Interpolation.Bilinear, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);

    private DescriptionRequest Request(string path) => new()
    {
        ModelPath = path,
        LabelsPath = _folder.File("labels.txt", "ant\nbee\ncat\ndog\neel\n"),
        OutputPath = _folder.File("out.onnx"),
        Preprocess = Rule(0),
    };

    private static UneXt50Exception Refused(DescriptionRequest request, ErrorKind kind, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => ModelDescription.Run(request));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(problem, error.Problem);
        Assert.False(File.Exists(request.OutputPath));
        return error;
    }
}
