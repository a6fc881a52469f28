using UneXt50.Imaging;
using UneXt50.Onnx;
using UneXt50.Toolchain.Inspection;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests;

public sealed class CheckpointImportTests : IDisposable
{
    private const string Tiny = "resnext14_2x3d";
    private const string Labels = "ant\nbee\ncat\ndog\neel\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_model_says_where_it_comes_from_and_how_it_wants_to_be_fed()
    {
        var summary = CheckpointImport.Run(Request() with { Licence = "CC-BY-SA-3.0", Attribution = "Ada" });

        var card = OnnxFile.Read(_folder.File("out.onnx")).Card("out.onnx");
        Assert.Equivalent(summary.Card, card);
        Assert.Equal(["ant", "bee", "cat", "dog", "eel"], card.Labels);
        Assert.Equal((64, 72, Interpolation.Bicubic),
            (card.Preprocess.InputSize, card.Preprocess.ResizeShortSide, card.Preprocess.Interpolation));
        Assert.Equal(("CC-BY-SA-3.0", "Ada"), (card.Licence, card.Attribution));
        Assert.Equal(("float32", Tiny), (card.Precision, card.Architecture));
        Assert.Equal(Sha256Digest.OfFile(Golden.File(Tiny + ".pth")), card.SourceSha256);
        Assert.Matches(@"^unext50 \d+\.\d+\.\d+$", card.Tool);
        Assert.Equal(new FileInfo(_folder.File("out.onnx")).Length, summary.Bytes);
        Assert.Equal(32, summary.FeatureWidth);
    }

    [Fact]
    public void A_backbone_alone_needs_no_labels_and_says_what_it_left_out()
    {
        var request = Request() with { CheckpointPath = Golden.File("segmentation.pth"), LabelsPath = null };

        var summary = CheckpointImport.Run(request);

        Assert.Equal(["aspp", "dec4", "dec1", "fpn", "final_conv"], summary.LeftOut);
        Assert.Equal(("UneXt50 segmentation", 32), (summary.KeyLayout, summary.FeatureWidth));
        Assert.Empty(summary.Card.Labels);
        using var model = UneXt50Model.Load(request.OutputPath);
        Assert.Equal((32, 0), (model.FeatureWidth, model.ClassCount));
        var size = model.Card.Preprocess.InputSize;
        using var picture = new RgbImage(size, size);
        picture.Pixels.Fill(200);
        var prediction = model.Classify(picture);
        Assert.Empty(prediction.Logits);
        Assert.Contains(prediction.Features, value => value > 0);
    }

    [Fact]
    public void Classes_without_names_are_refused() => Refused(
        Request() with { LabelsPath = null }, ErrorKind.Checkpoint, Golden.File(Tiny + ".pth"),
        "it has 5 classes, which need names");

    [Fact]
    public void Labels_for_a_network_without_classes_are_refused() => LabelsRefused(
        Request() with { CheckpointPath = Golden.File("segmentation.pth") }, "is taken without a classifier");

    [Fact]
    public void Names_of_several_classes_are_kept_apart_by_their_index_and_that_is_said()
    {
        var labels = _folder.File("l.txt", "crane\nbee\ncrane\ncrane\neel\n");

        var summary = CheckpointImport.Run(Request() with { LabelsPath = labels });

        Assert.Equal(["crane (0)", "bee", "crane (2)", "crane (3)", "eel"], summary.Card.Labels);
        Assert.Contains("crane (0), crane (2), crane (3)", Assert.Single(summary.Warnings));
    }

    [Fact]
    public void A_preset_of_another_network_is_refused() => Refused(
        Request() with { PreprocessedAs = "resnext50d_32x4d" }, ErrorKind.Usage, Golden.File(Tiny + ".pth"),
        "it is a resnext14_2x3d, and the preset of preprocess is for resnext50d_32x4d");

    [Fact]
    public void The_preset_of_the_same_network_is_taken() =>
        CheckpointImport.Run(Request() with { PreprocessedAs = Tiny });

    [Fact]
    public void A_step_in_the_1x1_convolution_is_refused_where_blocks_have_none() => Refused(
        Request() with { CheckpointPath = Golden.File("resnet10_parameters.pth"), StridesFirst = true },
        ErrorKind.Usage, Golden.File("resnet10_parameters.pth"), "have no 1x1 convolution");

    [Fact]
    public void The_parameters_are_counted_as_torch_counts_them() =>
        // sum(p.numel() for p in model.parameters())
        Assert.Equal(7271, CheckpointImport.Run(Request()).Parameters);

    [Fact]
    public void The_parameters_of_the_model_are_counted_as_its_inspection_counts_them()
    {
        var request = Request();
        var counted = CheckpointImport.Run(request).ModelParameters;
        Assert.Equal(ModelInspection.Read(request.OutputPath).Parameters, counted);
    }

    [Fact]
    public void A_second_import_gives_the_same_bytes()
    {
        CheckpointImport.Run(Request());
        var first = File.ReadAllBytes(_folder.File("out.onnx"));
        CheckpointImport.Run(Request());

        Assert.Equal(first, File.ReadAllBytes(_folder.File("out.onnx")));
    }

    [Fact]
    public void Labels_may_have_blanks_around_them_windows_line_ends_and_a_byte_order_mark()
    {
        var labels = _folder.File("l.txt", "\uFEFFant\r\n bee\r\ncat \r\ndog\r\nümlaut\r\n\r\n");

        var card = CheckpointImport.Run(Request() with { LabelsPath = labels }).Card;

        Assert.Equal(["ant", "bee", "cat", "dog", "ümlaut"], card.Labels);
    }

    [Theory]
    [InlineData("a\nb\nc\nd\n", "it lists 4 labels, but ")]
    [InlineData("a\nb\nc\nd\ne\nf\n", "has 5 classes")]
    [InlineData("a\nb\n\nd\ne\n", "line 3 is empty")]
    [InlineData("a\nb\nc\nd\x1b[2J\ne\n", "holds a control character")]
    [InlineData("", "it is empty")]
    public void Labels_that_do_not_fit_are_refused(string labels, string problem) =>
        LabelsRefused(_folder.File("l.txt", labels), problem);

    [Fact]
    public void Labels_that_are_not_text_are_refused() =>
        LabelsRefused(_folder.File("l.txt", [0xff, 0xfe, 0xff]), "not UTF-8");

    [Fact]
    public void Missing_labels_are_an_error() => LabelsRefused(_folder.File("no.txt"), "no such file");

    [Fact]
    public void Missing_extra_misshapen_and_unusable_tensors_are_listed_by_name()
    {
        var written = CheckpointTensor.AllOf(Networks.Tensors(Tiny)).ToList();
        written.RemoveAll(tensor => tensor.Name is "layer2.0.conv1.weight" or "fc.bias");
        written.RemoveAll(tensor => tensor.Name is "layer3.0.bn1.bias" or "layer4.0.bn1.running_var");
        written.Add(new CheckpointTensor("layer3.0.bn1.bias", [1], 0f));
        written.Add(new CheckpointTensor("layer4.0.bn1.running_var", [16], [float.NaN, .. new float[15]]));
        written.Add(new CheckpointTensor("extra", [1], 0f));
        var checkpoint = _folder.File("x.pth", TorchFile.Of([.. written]));

        Refused(Request() with { CheckpointPath = checkpoint }, ErrorKind.Checkpoint, checkpoint,
            "it does not fit resnext14_2x3d: missing tensors: layer2.0.conv1.weight; "
            + "tensors of the wrong shape: layer3.0.bn1.bias [1] instead of [12]; unexpected tensors: extra; "
            + "tensors with NaN, infinite or impossible values: layer4.0.bn1.running_var");
    }

    [Fact]
    public void A_negative_variance_is_refused()
    {
        var tensors = Networks.Tensors(Tiny);
        tensors["bn1.running_var"].Values[3] = -1;
        var checkpoint = _folder.File("x.pth", TorchFile.Of(CheckpointTensor.AllOf(tensors)));

        Refused(Request() with { CheckpointPath = checkpoint }, ErrorKind.Checkpoint, checkpoint,
            "impossible values: bn1.running_var");
    }

    [Theory]
    [InlineData(0, 72, 1f)]
    [InlineData(64, 63, 1f)]
    [InlineData(5000, 5000, 1f)]
    [InlineData(64, 72, 0f)]
    [InlineData(64, 72, float.NaN)]
    public void Impossible_preprocessing_is_an_error_of_usage(int size, int shortSide, float std)
    {
        var rule = new PreprocessRule(size, shortSide, Interpolation.Bilinear, [0, 0, 0], [std, 1, 1]);

        Refused(Request() with { Preprocess = rule }, ErrorKind.Usage, _folder.File("out.onnx"), "unext50.");
    }

    [Fact]
    public void An_output_that_cannot_be_written_leaves_nothing()
    {
        var path = _folder.File("no/out.onnx");

        Refused(Request() with { OutputPath = path }, ErrorKind.Output, path, "its folder does not exist");
    }

    [Fact]
    public void The_stages_are_reported_in_order()
    {
        var stages = new Stages();

        CheckpointImport.Run(Request(), stages);

        Assert.Equal([ImportStage.Reading, ImportStage.Building, ImportStage.Writing], stages);
    }

    [Fact]
    public void The_trained_network_computes_what_torch_computed()
    {
        const int size = 160, features = 2048, classes = 33;
        var request = Request() with
        {
            CheckpointPath = Golden.Shared("weights/unext50_pretrained.pth"),
            LabelsPath = Golden.Shared("leaf33/labels.txt"),
            Preprocess = new PreprocessRule(size, size, Interpolation.Bilinear, Networks.Rule.Mean, Networks.Rule.Std),
        };

        var summary = CheckpointImport.Run(request);
        var actual = OnnxRun.Outputs(File.ReadAllBytes(request.OutputPath), Golden.Picture(3, size), size);

        var expected = Golden.Npy("unext50_pretrained.npy");
        var logits = expected.Zip(actual).Where((_, i) => i % (features + classes) >= features);
        TestContext.Current.SendDiagnosticMessage("Largest difference from torch: logits {0:g3}, all {1:g3}",
            logits.Max(pair => Math.Abs(pair.First - pair.Second)), OnnxRun.Difference(expected, actual));
        Assert.InRange(OnnxRun.Difference(expected, actual), 0, 1e-3f);
        Assert.Equal(("resnext50_32x4d", features, 23_047_521L),
            (summary.Card.Architecture, summary.FeatureWidth, summary.Parameters));
        Assert.Equal("fcb416f56b6ee7d222c83e4673b144b9bde589d53d7ae03612b1c6c136ad5f59", summary.Card.SourceSha256);
    }

    private ImportRequest Request() => new()
    {
        CheckpointPath = Golden.File(Tiny + ".pth"),
        LabelsPath = _folder.File("labels.txt", Labels),
        OutputPath = _folder.File("out.onnx"),
        Preprocess = Networks.Rule,
    };

    private void LabelsRefused(string path, string problem) =>
        LabelsRefused(Request() with { LabelsPath = path }, problem);

    private void LabelsRefused(ImportRequest request, string problem) =>
        Refused(request, ErrorKind.Checkpoint, request.LabelsPath!, problem);

    private void Refused(ImportRequest request, ErrorKind kind, string subject, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => CheckpointImport.Run(request));
        Assert.Equal((kind, subject), (error.Kind, error.Subject));
        Assert.Contains(problem, error.Problem);
        Assert.DoesNotContain(_folder.Files, name => name.Contains(".onnx", StringComparison.Ordinal));
    }

    private sealed class Stages : List<ImportStage>, IProgress<ImportStage>
    {
        public void Report(ImportStage value) => Add(value);
    }
}
