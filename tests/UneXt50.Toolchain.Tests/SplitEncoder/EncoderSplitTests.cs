using Onnx;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Diagnostics.SplitEncoder;
using UneXt50.Onnx;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Tests.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.SplitEncoder;

public sealed class EncoderSplitTests
{
    [Fact]
    public void The_encoder_ends_where_the_head_begins_and_together_they_hold_every_weight_once()
    {
        var whole = TinyNetwork.Model();

        var split = EncoderSplit.Split(whole, "tiny.onnx");

        Assert.Equal("features", Assert.Single(split.Encoder.Graph.Output).Name);
        Assert.Equal("features", Assert.Single(split.Head.Graph.Input).Name);
        Assert.Equal("logits", Assert.Single(split.Head.Graph.Output).Name);
        Assert.Equal("Gemm", Assert.Single(split.Head.Graph.Node).OpType);
        Assert.Equal(["fc.bias", "fc.weight"], Weights(split.Head).Order());
        Assert.Equal(Weights(whole).Order(), Weights(split.Encoder).Concat(Weights(split.Head)).Order());
    }

    [Fact]
    public void The_encoder_keeps_how_it_wants_to_be_fed_and_has_no_labels()
    {
        var card = EncoderSplit.Split(TinyNetwork.Model(), "tiny.onnx").Encoder.Card("encoder.onnx");

        Assert.Equal(TinyNetwork.Card.Preprocess.InputSize, card.Preprocess.InputSize);
        Assert.Equal(TinyNetwork.Card.Licence, card.Licence);
        Assert.Empty(card.Labels);
    }

    [Fact]
    public void Both_ways_through_the_network_say_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("unext50-test-").FullName;
        try
        {
            var path = Path.Join(folder, "tiny.onnx");
            OnnxFile.Write(TinyNetwork.Model(), path);
            var request = new BenchmarkRequest
            {
                ModelPath = path,
                Photos = [SyntheticPhoto.Create(48, 40)],
                Length = new RunLength { Runs = 3, WarmUp = 0 },
                Starts = 1,
            };

            var report = SplitEncoderBenchmark.Run(request, cancellation: TestContext.Current.CancellationToken);

            Assert.Equal(report.Agreement.Photos, report.Agreement.SameTopClass);
            Assert.InRange(report.Agreement.LargestFeatureDifference, 0, 1e-5);
            Assert.InRange(report.Agreement.LargestLogitDifference, 0, 1e-5);
            Assert.Equal(new FileInfo(path).Length, report.Bytes.Direct);
            Assert.Equal(3, report.LatencyRatio.Pairs);
            Assert.Null(report.PeakResidentBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_backbone_without_classes_is_an_encoder_already()
    {
        var backbone = TinyNetwork.Model();
        backbone.Graph.Output.RemoveAt(1);
        Refuses(backbone, "it is an encoder already");
    }

    [Fact]
    public void Classes_that_look_past_the_features_cannot_be_cut_off()
    {
        var model = TinyNetwork.Model();
        var gemm = model.Graph.Node.Single(node => node.OpType == "Gemm");
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(gemm), new NodeProto
        {
            OpType = "GlobalMaxPool",
            Name = "maximum",
            Input = { "end.relu" },
            Output = { "maximum" },
        });
        gemm.Input[0] = "maximum";
        Refuses(model, "more than the features");
    }

    [Fact]
    public void A_float16_model_is_not_cut()
    {
        var model = TinyNetwork.Model();
        HalfPrecision.Apply(model);
        Refuses(model, "it is float16 inside");
    }

    private static void Refuses(ModelProto model, string problem)
    {
        var refusal = Assert.Throws<UneXt50Exception>(() => EncoderSplit.Split(model, "m.onnx"));
        Assert.Equal((ErrorKind.Model, "m.onnx"), (refusal.Kind, refusal.Subject));
        Assert.Contains(problem, refusal.Problem, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Weights(ModelProto model) =>
        model.Graph.Initializer.Select(weight => weight.Name);
}
