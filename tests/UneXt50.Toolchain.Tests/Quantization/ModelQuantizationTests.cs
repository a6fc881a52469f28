using Onnx;
using UneXt50.Imaging;
using UneXt50.Onnx;
using UneXt50.Sources;
using UneXt50.Toolchain.Description;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Verification;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class ModelQuantizationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Relu")]
    [InlineData("Sigmoid")]
    public void A_quantized_network_is_close_to_the_float_one_on_other_photos(string activation)
    {
        var report = Run(TinyNetwork.Model(activation), TestPhotos.Noise(24), TestPhotos.Noise(40, first: 100));

        var fidelity = Assert.IsType<FidelityReport>(report.Evaluation);
        Assert.Equal(40, fidelity.Photos);
        Assert.Equal(40, fidelity.LabelledPhotos);
        Assert.InRange(fidelity.MedianFeatureCosine, 0.999, 1);
        Assert.InRange(fidelity.MinFeatureCosine, 0.99, fidelity.MedianFeatureCosine);
        Assert.InRange(fidelity.TopOneAgreement, 0.9, 1);
        Assert.InRange(fidelity.MaxLogitError, 1e-6, 0.25);
    }

    [Fact]
    public void A_network_from_elsewhere_is_quantized_too()
    {
        ModelDescription.Run(new DescriptionRequest
        {
            ModelPath = Golden.File("mobile.onnx"),
            LabelsPath = _folder.File("labels.txt", "a\nb\nc\nd\ne\n"),
            OutputPath = _folder.File("described.onnx"),
            Preprocess = TinyNetwork.Card.Preprocess with { InputSize = 64, ResizeShortSide = 64 },
        });

        var report = Run(OnnxFile.Read(_folder.File("described.onnx")), TestPhotos.Noise(24), TestPhotos.Noise(12, 50));

        var fused = report.FusedOperators;
        Assert.Equal(5, fused["QLinearConv"]);
        Assert.All(["QGemm", "QLinearConcat", "QLinearAveragePool", "Gemm"], name => Assert.Equal(1, fused[name]));
        // One of them belongs to the hard swish, x times a hard sigmoid of x.
        Assert.Equal(2, fused["QLinearMul"]);
        Assert.All(["Conv", "Relu", "Clip", "Add", "Mul"], name => Assert.DoesNotContain(name, fused.Keys));
        Assert.InRange(report.Evaluation!.MedianFeatureCosine, 0.99, 1);
        Assert.InRange(report.Evaluation.TopOneAgreement, 0.8, 1);
    }

    [Theory]
    [InlineData("vit", 6)]
    [InlineData("vit_opset12", 6)]
    [InlineData("swin", 13)]
    [InlineData("gates_opset9", 0)]
    [InlineData("squeeze", 0)]
    public void Networks_of_many_kinds_become_int8_and_name_the_same_classes(string name, int products)
    {
        ModelDescription.Run(new DescriptionRequest
        {
            ModelPath = Golden.File(name + ".onnx"),
            LabelsPath = _folder.File("labels.txt", "a\nb\nc\nd\ne\n"),
            OutputPath = _folder.File("described.onnx"),
            Preprocess = TinyNetwork.Card.Preprocess with { InputSize = 64, ResizeShortSide = 64 },
        });

        var report = Run(OnnxFile.Read(_folder.File("described.onnx")), TestPhotos.Noise(16), TestPhotos.Noise(12, 50));

        Assert.Equal(products, report.FusedOperators.GetValueOrDefault("MatMulIntegerToFloat"));
        Assert.InRange(report.FusedOperators["QLinearConv"], 1, 3);
        Assert.InRange(report.Evaluation!.MedianFeatureCosine, 0.99, 1);
        Assert.InRange(report.Evaluation.TopOneAgreement, 0.8, 1);
        var verified = ModelVerification.Run(new VerificationRequest
        {
            FirstPath = _folder.File("described.onnx"),
            SecondPath = _folder.File("int8.onnx"),
            Photos = TestPhotos.Noise(4),
        }, cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(verified.Layers);
    }

    [Fact]
    public void Planes_in_the_order_of_blue_green_red_are_folded_in_that_order()
    {
        var rgb = TinyNetwork.Card.Preprocess with { Mean = [0.1f, 0.5f, 0.8f], Std = [0.2f, 0.3f, 0.4f] };
        var model = TinyNetwork.Model();
        model.SetCard(TinyNetwork.Card with { Preprocess = rgb with { Channels = ChannelOrder.Bgr } });

        var report = Run(model, TestPhotos.Noise(12), TestPhotos.Noise(12, 50));

        Assert.InRange(report.Evaluation!.MinFeatureCosine, 0.99, 1);
        Assert.Equal(ChannelOrder.Bgr, OnnxFile.Read(_folder.File("int8.onnx")).Card("int8.onnx").Preprocess.Channels);
    }

    [Fact]
    public void The_first_layer_may_stay_float_and_what_that_costs_is_told()
    {
        var report = Run(TinyNetwork.Model(), TestPhotos.Noise(8), keepFloat: ["stem"]);

        Assert.Equal(["stem"], report.KeptFloat);
        Assert.InRange(report.KeptFloatBytes, 1, 10_000);
    }

    [Fact]
    public void A_layer_that_is_told_to_stays_float()
    {
        var report = Run(TinyNetwork.Model(), TestPhotos.Noise(8), keepFloat: ["grouped"]);

        Assert.Equal(["grouped"], report.KeptFloat);
        Assert.Equal((3, 1), (report.FusedOperators["QLinearConv"],
            report.FusedOperators.Where(count => count.Key.EndsWith("Conv", StringComparison.Ordinal)
                && count.Key != "QLinearConv").Sum(count => count.Value)));
    }

    [Fact]
    public void A_layer_that_is_not_there_cannot_stay_float()
    {
        var error = Assert.Throws<UneXt50Exception>(
            () => Run(TinyNetwork.Model(), TestPhotos.Noise(4), keepFloat: ["nowhere"]));

        Assert.Equal((ErrorKind.Usage, "nowhere"), (error.Kind, error.Subject));
    }

    [Fact]
    public void Within_its_budget_every_layer_is_integer()
    {
        var report = Run(TinyNetwork.Model(), TestPhotos.Noise(8), budget: 1);

        Assert.Empty(report.KeptFloat);
        Assert.Equal(0, report.KeptFloatBytes);
    }

    [Fact]
    public void A_budget_keeps_as_few_layers_float_as_it_takes()
    {
        var model = TinyNetwork.Model();
        model.Graph.Output.RemoveAt(1);
        model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        model.SetCard(TinyNetwork.Card with { Labels = [] });
        var without = Run(model, TestPhotos.Noise(8)).Chosen.Fidelity.Loss;

        var report = Run(model, TestPhotos.Noise(8), budget: without * 0.7);

        Assert.InRange(report.KeptFloat.Count, 1, 4);
        Assert.InRange(report.KeptFloatBytes, 1, 60_000);
        Assert.InRange(report.Chosen.Fidelity.Loss, 0, without * 0.7);
        Assert.Contains("QLinearConv", report.FusedOperators.Keys);
    }

    [Fact]
    public void A_budget_below_nothing_leaves_every_layer_float()
    {
        var report = Run(TinyNetwork.Model(), TestPhotos.Noise(8), budget: -1);

        Assert.Equal(["end", "grouped", "last", "stem", "sum"], report.KeptFloat);
        Assert.DoesNotContain("QLinearConv", report.FusedOperators.Keys);
    }

    [Fact]
    public void A_backbone_without_a_head_is_quantized_by_its_features()
    {
        var model = TinyNetwork.Model();
        model.Graph.Output.RemoveAt(1);
        model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        model.SetCard(TinyNetwork.Card with { Labels = [] });

        var report = Run(model, TestPhotos.Noise(12));

        Assert.InRange(report.Chosen.Fidelity.MedianFeatureCosine, 0.99, 1);
        Assert.Equal(
            report.Candidates.Max(candidate => candidate.Fidelity.MedianFeatureCosine),
            report.Chosen.Fidelity.MedianFeatureCosine);
        Assert.Equal(double.NaN, report.Chosen.Fidelity.TopOneAgreement);
    }

    [Fact]
    public void The_choice_is_the_candidate_nearest_to_the_float_network()
    {
        var report = Run(TinyNetwork.Model(), TestPhotos.Noise(12));

        Assert.Equal(7, report.Candidates.Count);
        Assert.Equal(7, report.Candidates.DistinctBy(candidate => (candidate.Activations, candidate.Weights)).Count());
        Assert.Equal(
            report.Candidates.Min(candidate => candidate.Fidelity.MeanDivergence),
            report.Chosen.Fidelity.MeanDivergence);
        Assert.Null(report.Evaluation);
    }

    [Fact]
    public void The_same_photos_give_the_same_bytes()
    {
        Run(TinyNetwork.Model(), TestPhotos.Noise(20), output: "first.onnx");
        Run(TinyNetwork.Model(), TestPhotos.Noise(20), output: "second.onnx");

        Assert.Equal(File.ReadAllBytes(_folder.File("first.onnx")), File.ReadAllBytes(_folder.File("second.onnx")));
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        var report = Run(TinyNetwork.Model(), TestPhotos.Noise(12), TestPhotos.Noise(8, first: 50));
        var model = OnnxFile.Read(_folder.File("int8.onnx"));
        var card = model.Card("int8.onnx");
        var metadata = model.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);

        Assert.Equal("int8", card.Precision);
        Assert.StartsWith("unext50 ", card.Tool, StringComparison.Ordinal);
        Assert.Equal(TinyNetwork.Card.Labels, card.Labels);
        Assert.Equal("MIT", card.Licence);
        Assert.Equal(
            $"12 photos, activations {report.Chosen.Activations}, weights {report.Chosen.Weights} per channel, "
                + "groups of 16 channels or more",
            metadata["unext50.calibration"]);
        Assert.Matches(@"^top-1 \d+\.\d\d ?% on 8 photos, float32 \d+\.\d\d ?%$", metadata["unext50.accuracy"]);
        Assert.Equal(new FileInfo(_folder.File("int8.onnx")).Length, report.FileBytes);
    }

    [Fact]
    public void Photos_that_cannot_be_used_are_left_out_and_reported()
    {
        Photo[] photos = [.. TestPhotos.Noise(6), TestPhotos.Broken("broken.bmp"), .. TestPhotos.Noise(6, first: 6)];
        var report = Run(TinyNetwork.Model(), photos);
        var clean = Run(TinyNetwork.Model(), TestPhotos.Noise(12), output: "clean.onnx");

        Assert.Equal("broken.bmp", Assert.Single(report.Skipped).Subject);
        Assert.Equal(12, report.Chosen.Fidelity.Photos);
        Assert.Empty(clean.Skipped);
        Assert.Equal(File.ReadAllBytes(_folder.File("clean.onnx")), File.ReadAllBytes(_folder.File("int8.onnx")));
    }

    [Fact]
    public void No_usable_photo_is_an_error_and_leaves_no_file()
    {
        var error = Assert.Throws<UneXt50Exception>(
            () => Run(TinyNetwork.Model(), [TestPhotos.Broken("a.bmp"), TestPhotos.Broken("b.bmp")]));

        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains("none of the 2 photos can be used", error.Message, StringComparison.Ordinal);
        Assert.Contains("a.bmp", error.Message, StringComparison.Ordinal);
        Assert.Equal(["float.onnx"], _folder.Files);
    }

    [Fact]
    public void No_photo_at_all_is_an_error()
    {
        var error = Assert.Throws<UneXt50Exception>(() => Run(TinyNetwork.Model(), []));

        Assert.Equal((ErrorKind.Input, "there are no photos"), (error.Kind, error.Problem));
    }

    [Fact]
    public void A_quantized_model_is_not_quantized_again()
    {
        var model = TinyNetwork.Model();
        model.SetCard(TinyNetwork.Card with { Precision = "int8" });

        var error = Assert.Throws<UneXt50Exception>(() => Run(model, TestPhotos.Noise(4)));

        Assert.Equal((ErrorKind.Model, "its precision is 'int8', not float32"), (error.Kind, error.Problem));
    }

    [Fact]
    public void Weights_that_overflow_are_named()
    {
        var model = TinyNetwork.Model();
        var weights = model.Graph.Initializer[0].ToFloatTensor();
        weights.Values.AsSpan().Fill(float.MaxValue);
        model.Graph.Initializer[0] = weights.ToProto("stem.weight");

        var error = Assert.Throws<UneXt50Exception>(() => Run(model, TestPhotos.Noise(4)));

        Assert.Equal(ErrorKind.Model, error.Kind);
        Assert.Contains("stem.relu", error.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_refused_before_any_photo_is_read()
    {
        var photo = new Photo("never.bmp", () => throw new InvalidOperationException("read"));

        var error = Assert.Throws<UneXt50Exception>(
            () => Run(TinyNetwork.Model(), [photo], output: "missing/int8.onnx"));

        Assert.Equal(ErrorKind.Output, error.Kind);
    }

    [Fact]
    public void Cancelling_leaves_no_file()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Recorder(report =>
        {
            if (report.Step == "calibration: histograms") cancellation.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(
            () => Run(TinyNetwork.Model(), TestPhotos.Noise(12), progress: progress, cancellation: cancellation));

        Assert.Equal(["float.onnx"], _folder.Files);
    }

    [Fact]
    public void Every_step_is_reported_from_start_to_end_in_order()
    {
        var reports = new List<EvaluationProgress>();

        Run(TinyNetwork.Model(), TestPhotos.Noise(4), TestPhotos.Noise(4), progress: new Recorder(reports.Add));

        var steps = reports.GroupBy(report => report.Step).ToList();
        Assert.Equal(
            ["evaluation: float network", "calibration: float network", "calibration: histograms"],
            steps.Take(3).Select(step => step.Key));
        Assert.Equal("evaluation: int8 network", steps[^2].Key);
        Assert.Equal("learning which photos are known", steps[^1].Key);
        Assert.All(steps, step => Assert.Equal([0, 0.25, 0.5, 0.75, 1], step.Select(report => report.Fraction)));
    }

    public void Dispose() => _folder.Dispose();

    private QuantizationReport Run(
        ModelProto model, IReadOnlyList<Photo> calibration, IReadOnlyList<Photo>? evaluation = null,
        string output = "int8.onnx", IProgress<EvaluationProgress>? progress = null,
        CancellationTokenSource? cancellation = null, string[]? keepFloat = null, double budget = 1)
    {
        OnnxFile.Write(model, _folder.File("float.onnx"));
        var request = new QuantizationRequest
        {
            ModelPath = _folder.File("float.onnx"),
            OutputPath = _folder.File(output),
            Calibration = calibration,
            Evaluation = evaluation ?? [],
            KeepFloat = keepFloat ?? [],
            Budget = budget,
        };
        return ModelQuantization.Run(request, progress, cancellation?.Token ?? TestContext.Current.CancellationToken);
    }

    private sealed class Recorder(Action<EvaluationProgress> record) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => record(value);
    }
}
