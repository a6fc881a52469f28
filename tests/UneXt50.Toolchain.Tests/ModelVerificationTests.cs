using UneXt50.Imaging;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Quantization;
using UneXt50.Toolchain.Verification;
using Xunit;

namespace UneXt50.Toolchain.Tests;

public sealed class ModelVerificationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_does_not_differ_from_itself()
    {
        var report = Verify(Write("a.onnx"), Write("b.onnx"));

        Assert.Equal((12, 1.0, 1.0), (report.Photos, report.TopOneAgreement, report.TopFiveAgreement));
        Assert.Equal(1, report.MinFeatureCosine, 1e-9);
        Assert.Equal(report.First, report.Second);
        // Noise looks like no class; among five of four is every one.
        Assert.Equal((12, 1.0), (report.LabelledPhotos, report.First.Five));
        Assert.All(report.Layers, layer => Assert.Equal(double.PositiveInfinity, layer.Decibels));
    }

    [Fact]
    public void The_layers_of_an_integer_model_are_told_by_name_noisiest_first()
    {
        var model = Write("a.onnx");
        ModelQuantization.Run(new QuantizationRequest
        {
            ModelPath = model,
            OutputPath = _folder.File("int8.onnx"),
            Calibration = TestPhotos.Noise(12),
        }, cancellation: TestContext.Current.CancellationToken);

        var report = Verify(model, _folder.File("int8.onnx"));

        Assert.Equal(4, report.LayerPhotos);
        var names = report.Layers.Select(layer => layer.Name).ToList();
        Assert.All(["stem.relu", "grouped.relu", "last", "end.relu", "logits"], name => Assert.Contains(name, names));
        Assert.All(report.Layers, layer => Assert.InRange(layer.Decibels, 15, 80));
        Assert.Equal(report.Layers.OrderBy(layer => layer.Decibels), report.Layers);
        Assert.InRange(report.MedianFeatureCosine, 0.99, 0.9999999);
    }

    [Fact]
    public void The_noise_is_what_the_weights_were_changed_by()
    {
        var louder = TinyNetwork.Model();
        var (index, bias) = louder.Graph.Initializer.Index().First(tensor => tensor.Item.Name == "fc.bias");
        var values = bias.ToFloatTensor();
        louder.Graph.Initializer[index] =
            new FloatTensor(values.Shape, [.. values.Values.Select(value => value + 1)]).ToProto("fc.bias");
        OnnxFile.Write(louder, _folder.File("b.onnx"));

        var report = Verify(Write("a.onnx"), _folder.File("b.onnx"));

        // The same everywhere but in the logits, and there by a number that no class is preferred by.
        Assert.Equal("logits", report.Layers[0].Name);
        Assert.True(double.IsFinite(report.Layers[0].Decibels));
        Assert.Equal(double.PositiveInfinity, report.Layers[1].Decibels);
        Assert.Equal(1, report.TopOneAgreement);
    }

    [Fact]
    public void Each_model_sees_the_photos_as_it_wants_them()
    {
        var other = TinyNetwork.Model();
        var rule = TinyNetwork.Card.Preprocess with { Std = [1, 1, 1], Interpolation = Interpolation.Bicubic };
        other.SetCard(TinyNetwork.Card with { Preprocess = rule });
        OnnxFile.Write(other, _folder.File("b.onnx"));

        Assert.InRange(Verify(Write("a.onnx"), _folder.File("b.onnx")).MinFeatureCosine, -1, 0.999);
    }

    [Fact]
    public void Photos_that_cannot_be_used_are_left_out_and_reported()
    {
        var report = Run(Request(Write("a.onnx"), Write("b.onnx")) with
        {
            Photos = [TestPhotos.Broken("bad.bmp"), .. TestPhotos.Noise(3)],
        });

        Assert.Equal(3, report.Photos);
        Assert.Equal("bad.bmp", Assert.Single(report.Skipped).Subject);
    }

    [Fact]
    public void Without_a_photo_that_can_be_used_it_is_an_error()
    {
        var request = Request(Write("a.onnx"), Write("b.onnx")) with { Photos = [TestPhotos.Broken("bad.bmp")] };

        Assert.Equal(ErrorKind.Input, Assert.Throws<UneXt50Exception>(() => Run(request)).Kind);
    }

    private string Write(string name)
    {
        OnnxFile.Write(TinyNetwork.Model(), _folder.File(name));
        return _folder.File(name);
    }

    private static VerificationReport Verify(string first, string second) => Run(Request(first, second));

    private static VerificationReport Run(VerificationRequest request) =>
        ModelVerification.Run(request, cancellation: TestContext.Current.CancellationToken);

    private static VerificationRequest Request(string first, string second) => new()
    {
        FirstPath = first,
        SecondPath = second,
        Photos = TestPhotos.Noise(12),
        LayerPhotos = 4,
    };
}
