using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Sources;
using UneXt50.Tests;
using UneXt50.Toolchain.Description;
using UneXt50.Toolchain.Known;
using UneXt50.Toolchain.Quantization;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Quantization;
using Xunit;
using TemporaryFolder = UneXt50.Tests.TemporaryFolder;
using TinyNetwork = UneXt50.Toolchain.Tests.Quantization.TinyNetwork;

namespace UneXt50.Toolchain.Tests.Known;

public sealed class KnownPhotosOfModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_are_added_behind_the_model_and_replaced_by_those_of_another_run()
    {
        var before = File.ReadAllBytes(Model());
        var report = Store("float.onnx", "known.onnx", TestPhotos.Noise(60));
        var after = File.ReadAllBytes(_folder["known.onnx"]);
        Assert.Equal((60, null, (long)after.Length), (report.Photos, report.Problem, report.FileBytes));
        Assert.Equal(before, after[..before.Length]);

        Store("known.onnx", "again.onnx", TestPhotos.Noise(60));
        Assert.Equal(after, File.ReadAllBytes(_folder["again.onnx"]));
        Store("known.onnx", "other.onnx", TestPhotos.Noise(70, first: 100));
        Assert.NotEqual(after, File.ReadAllBytes(_folder["other.onnx"]));
        Assert.Equal(before, File.ReadAllBytes(_folder["other.onnx"])[..before.Length]);
    }

    [Fact]
    public void The_model_tells_then_photos_of_its_kind_from_others()
    {
        Model();
        Store("float.onnx", "known.onnx", TestPhotos.Noise(80));
        using var model = UneXt50Model.Load(_folder["known.onnx"], new ModelOptions { UnknownPercent = 5 });
        Assert.Equal(80, model.Known!.Photos);

        var own = model.ClassifyAll(TestPhotos.Noise(40, first: 500), cancellation: Cancellation)
            .Select(outcome => outcome.Prediction!).ToList();
        Assert.InRange(own.Count(prediction => prediction.IsUnknown), 0, 8);
        Assert.InRange(own.Average(prediction => prediction.Known!.Value), 0.25, 0.75);
        Assert.All(own, prediction => Assert.Equal(prediction.Known < 0.05, prediction.IsUnknown));

        var strange = Assert.Single(model.ClassifyAll([UneXt50.Tests.TinyNetwork.Red()], cancellation: Cancellation)).Prediction!;
        Assert.Equal((0f, true, "unknown"), (strange.Known, strange.IsUnknown, strange.BestLabel));
        Assert.Equal(4, strange.TopK(5).Count);
    }

    [Fact]
    public void Without_classes_all_photos_are_of_one()
    {
        var model = TinyNetwork.Model();
        model.Graph.Output.RemoveAt(1);
        model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        model.SetCard(TinyNetwork.Card with { Labels = [] });
        Model(model);

        Assert.Equal(1, Store("float.onnx", "known.onnx", TestPhotos.Noise(60)).Classes);
        using var backbone = UneXt50Model.Load(_folder["known.onnx"]);
        Assert.Equal((1, 0), (backbone.Known!.Classes, backbone.ClassCount));
    }

    [Fact]
    public void Too_few_photos_are_counted_and_leave_no_file()
    {
        Model();
        var refusal = Refusal("float.onnx", [.. TestPhotos.Noise(20), TestPhotos.Broken("broken.bmp")]);
        Assert.Equal(ErrorKind.Input, refusal.Kind);
        Assert.Contains("20 of 20 photos share their class with another, and 50 are needed", refusal.Message,
            StringComparison.Ordinal);
        Assert.Equal("broken.bmp", Refusal("float.onnx", [TestPhotos.Broken("broken.bmp")]).Subject);
        Assert.Contains("0 of 0 photos", Refusal("float.onnx", []).Message, StringComparison.Ordinal);
        Assert.Equal(["float.onnx"], _folder.Names);
    }

    [Fact]
    public void A_model_from_elsewhere_has_to_be_described()
    {
        File.WriteAllBytes(_folder["other.onnx"], new TinyModel { HasCard = false }.ToBytes());

        Assert.Contains("how it wants to be fed", Refusal("other.onnx", TestPhotos.Noise(60)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describing_stores_them_too()
    {
        var request = new DescriptionRequest
        {
            ModelPath = Golden.File("mobile.onnx"),
            LabelsPath = _folder.Add("labels.txt", "a\nb\nc\nd\ne\n"),
            OutputPath = _folder["described.onnx"],
            Preprocess = TinyNetwork.Card.Preprocess with { InputSize = 64, ResizeShortSide = 64 },
            Calibration = TestPhotos.Noise(60),
        };
        var summary = ModelDescription.Run(request, cancellation: Cancellation);

        Assert.Equal((60, null), (summary.Known!.Photos, summary.Known.Problem));
        Assert.Equal(new FileInfo(_folder["described.onnx"]).Length, summary.Bytes);
        using var model = UneXt50Model.Load(_folder["described.onnx"]);
        Assert.Equal(60, model.Known!.Photos);
        Assert.Null(ModelDescription.Run(request with { Calibration = null }, cancellation: Cancellation).Known);
        Assert.Throws<UneXt50Exception>(() => ModelDescription.Run(
            request with { Calibration = [], OutputPath = _folder["none.onnx"] }, cancellation: Cancellation));
        Assert.False(File.Exists(_folder["none.onnx"]));
    }

    [Fact]
    public void Quantizing_stores_what_the_int8_model_sees_and_both_engines_agree_on_it()
    {
        Model();
        var report = ModelQuantization.Run(
            new QuantizationRequest
            {
                ModelPath = _folder["float.onnx"],
                OutputPath = _folder["int8.onnx"],
                Calibration = TestPhotos.Noise(60),
            },
            cancellation: Cancellation);
        Assert.Equal((60, null), (report.Known.Photos, report.Known.Problem));
        Assert.Equal(new FileInfo(_folder["int8.onnx"]).Length, report.FileBytes);
        var bytes = File.ReadAllBytes(_folder["int8.onnx"]);
        Store("int8.onnx", "again.onnx", TestPhotos.Noise(60));
        Assert.Equal(bytes, File.ReadAllBytes(_folder["again.onnx"]));

        float[] Shares(InferenceEngine engine)
        {
            using var model = UneXt50Model.Load(_folder["int8.onnx"], new ModelOptions { Engine = engine });
            return [.. model.ClassifyAll(TestPhotos.Noise(20, first: 300), cancellation: Cancellation)
                .Select(outcome => outcome.Prediction!.Known!.Value)];
        }

        Assert.All(Shares(InferenceEngine.Auto).Zip(Shares(InferenceEngine.OnnxRuntime)), pair =>
            Assert.InRange(pair.First - pair.Second, -0.1, 0.1));
    }

    [Fact]
    public void Few_photos_are_enough_to_quantize_and_the_report_says_what_is_missing()
    {
        Model();
        var report = ModelQuantization.Run(
            new QuantizationRequest
            {
                ModelPath = _folder["float.onnx"],
                OutputPath = _folder["int8.onnx"],
                Calibration = TestPhotos.Noise(8),
            },
            cancellation: Cancellation);

        Assert.Contains("50 are needed", report.Known.Problem, StringComparison.Ordinal);
        using var model = UneXt50Model.Load(_folder["int8.onnx"]);
        Assert.Null(model.Known);
        Assert.Null(model.ClassifyAll(TestPhotos.Noise(1), cancellation: Cancellation).Single().Prediction!.Known);
        var refusal = Assert.Throws<UneXt50Exception>(
            () => UneXt50Model.Load(_folder["int8.onnx"], new ModelOptions { UnknownPercent = 5 }));
        Assert.Equal(ErrorKind.Usage, refusal.Kind);
        Assert.Contains("nothing stored", refusal.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Model(ModelProto? model = null)
    {
        File.WriteAllBytes(_folder["float.onnx"], (model ?? TinyNetwork.Model()).ToByteArray());
        return _folder["float.onnx"];
    }

    private KnownReport Store(string model, string output, IReadOnlyList<Photo> photos) =>
        KnownPhotosOfModel.Store(_folder[model], _folder[output], photos, cancellation: Cancellation);

    private UneXt50Exception Refusal(string model, IReadOnlyList<Photo> photos) =>
        Assert.Throws<UneXt50Exception>(() => Store(model, "refused.onnx", photos));
}
