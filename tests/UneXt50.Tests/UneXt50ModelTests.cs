using SkiaSharp;
using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests;

public sealed class UneXt50ModelTests
{
    [Fact]
    public void One_call_gives_features_and_classes()
    {
        using var network = new TinyNetwork();

        var prediction = network.Model.Classify(TinyNetwork.Red().Read());

        Assert.Equal([1f, 0f, 0f], prediction.Features);
        Assert.Equal([10f, 0f, 0f], prediction.Logits);
        Assert.Equal("red", prediction.TopK(1)[0].Label);
        Assert.Equal(prediction.Features, network.Model.ForwardFeatures(TinyNetwork.Red().Read()));
    }

    [Fact]
    public void Pixels_and_encoded_pictures_give_the_same_answer()
    {
        using var network = new TinyNetwork();
        using var pixels = network.Model.Decode(TinyNetwork.Blue().Read());

        Assert.Equal(
            network.Model.Classify(TinyNetwork.Blue().Read()).Logits, network.Model.Classify(pixels).Logits);
    }

    [Fact]
    public void An_answer_outlives_the_next_call()
    {
        using var network = new TinyNetwork();

        var red = network.Model.Classify(TinyNetwork.Red().Read());
        network.Model.Classify(TinyNetwork.Blue().Read());

        Assert.Equal([1f, 0f, 0f], red.Features);
    }

    [Fact]
    public void The_tensor_is_the_one_the_metadata_asks_for()
    {
        using var network = new TinyNetwork();
        using var image = new RgbImage(64, 64);
        image.Pixels.Fill(255);
        var planes = new float[network.Model.InputLength];

        network.Model.Preprocess(image, planes);

        Assert.Equal(3 * 32 * 32, planes.Length);
        Assert.All(planes, value => Assert.Equal(1f, value));
    }

    [Theory]
    [InlineData("labels", "2 labels for 3 classes")]
    [InlineData("features", "no output called features")]
    [InlineData("card", "metadata entry unext50.input_size is missing")]
    [InlineData("size", "not Float [N, 3, 64, 64]")]
    public void A_model_of_another_shape_is_refused_with_the_reason(string broken, string reason)
    {
        var model = broken switch
        {
            "labels" => new TinyModel { Labels = ["a", "b"] },
            "features" => new TinyModel { FeaturesName = "pooled2" },
            "card" => new TinyModel { HasCard = false },
            _ => new TinyModel { CardInputSize = 64 },
        };

        var error = Assert.Throws<UneXt50Exception>(() => new TinyNetwork(model));

        Assert.Equal(ErrorKind.Model, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 1_500)]
    [InlineData(SKEncodedImageFormat.Png, 3_000)] // a stream that inflates
    public void A_photo_allocates_little_that_is_not_its_result(SKEncodedImageFormat format, int mostBytes)
    {
        using var network = new TinyNetwork();
        using var bitmap = new SKBitmap(640, 480);
        bitmap.Erase(SKColors.Red);
        using var encoded = bitmap.Encode(format, 90);
        var frame = new Frame("photo", encoded.ToArray());
        for (var i = 0; i < 20; i++) network.Model.Classify(frame);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) network.Model.Classify(frame);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes");
        Assert.InRange(each, 1, mostBytes);
    }

    [Theory]
    [InlineData("float32", "the weights are damaged")]
    [InlineData("float16", "float16 is too narrow for this network: import it with precision fp32")]
    public void Outputs_that_are_not_finite_are_refused_with_what_may_be_the_reason(string precision, string remedy)
    {
        using var network = new TinyNetwork(
            new TinyModel { Precision = precision, Factor = float.PositiveInfinity });

        var error = Assert.Throws<UneXt50Exception>(() => network.Model.Classify(TinyNetwork.Red().Read()));

        Assert.Equal((ErrorKind.Model, "its outputs are not finite numbers"), (error.Kind, error.Problem));
        Assert.StartsWith(remedy, Setting.Worded(error.Remedy), StringComparison.Ordinal);
    }
}
