using Onnx;
using UneXt50.Imaging;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Quantization;

public sealed class PixelInputTests
{
    private const int Size = TestPhotos.Size;

    private static readonly PreprocessRule Rule =
        new(Size, Size, Interpolation.Bilinear, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    [Fact]
    public void The_network_is_shown_the_very_pixels_with_the_mean_colour_around_them()
    {
        var pixels = Pixels();
        float[]? seen = null;
        using var network = new RunnableGraph(
            Quantized(TinyNetwork.Model()).WithOutputs(["image_dequantized"]), "tiny", Size);

        network.Run(Normalised(pixels), ["image_dequantized"], values =>
            seen = values[0].GetTensorDataAsSpan<float>().ToArray());

        const int Padded = Size + 2;
        float[] means = [124, 116, 104];
        for (var i = 0; i < 3 * Padded * Padded; i++)
        {
            var (colour, y, x) = (i / Padded / Padded, i / Padded % Padded - 1, i % Padded - 1);
            var inside = x is >= 0 and < Size && y is >= 0 and < Size;
            Assert.Equal(inside ? pixels[(colour * Size + y) * Size + x] : means[colour], seen![i]);
        }
    }

    [Fact]
    public void The_folded_convolution_computes_what_the_normalised_one_did()
    {
        var model = TinyNetwork.Model();
        var folded = model.Clone();
        var input = PixelInput.Fold(folded.Graph, QuantizationPlan.Create(folded.Graph), Rule)!;
        var pixels = Pixels();

        var expected = Stem(model, Normalised(pixels));
        var actual = Stem(folded, [.. pixels.Select(pixel => (float)pixel)]);

        Assert.Equal([1, 1, 1, 1], input.Pads);
        Assert.Equal(expected, actual, (one, other) => MathF.Abs(one - other) < 1e-4f);
    }

    [Theory]
    [InlineData(0.5f, 1f / 255, true)]
    [InlineData(-0.5f, 1f, false)]
    [InlineData(1.5f, 1f, false)]
    public void Only_means_that_are_colours_have_a_level(float mean, float std, bool folds)
    {
        var model = TinyNetwork.Model();
        var rule = Rule with { Mean = [mean, mean, mean], Std = [std, std, std] };

        Assert.Equal(folds, PixelInput.Fold(model.Graph, QuantizationPlan.Create(model.Graph), rule) is not null);
    }

    [Fact]
    public void A_first_convolution_that_stays_float_is_left_alone()
    {
        var model = TinyNetwork.Model();

        Assert.Null(PixelInput.Fold(model.Graph, QuantizationPlan.Create(model.Graph, ["stem"]), Rule));
        Assert.Equal(TinyNetwork.Model(), model);
    }

    private static ModelProto Quantized(ModelProto model)
    {
        var plan = QuantizationPlan.Create(model.Graph);
        var pixels = PixelInput.Fold(model.Graph, plan, Rule);
        var activations = plan.Observed.ToDictionary(tensor => tensor, tensor =>
            tensor == "image" ? PixelInput.Levels : new AffineQuantization(0.03f, 0));
        var weights = model.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        var scales = model.Graph.Node.Where(plan.IsWeighted).Select(node => node.Input[1]).ToDictionary(
            name => name, name => ChannelScales.Of(weights[name].ToFloatTensor(), WeightRange.MinMax));
        return QdqGraph.Write(model, plan, activations, scales, pixels);
    }

    private static float[] Stem(ModelProto model, float[] planes)
    {
        var observable = model.WithOutputs(["stem"]);
        observable.Graph.Node[0].WithIntegers("pads", 0, 0, 0, 0);
        var stem = new GraphProto { Node = { observable.Graph.Node[0] }, Input = { observable.Graph.Input } };
        var read = stem.Node[0].Input;
        stem.Initializer.AddRange(observable.Graph.Initializer.Where(tensor => read.Contains(tensor.Name)));
        stem.Output.Add(observable.Graph.Output.Single(output => output.Name == "stem"));
        observable.Graph = stem;
        float[]? values = null;
        using var network = new RunnableGraph(observable, "stem", Size);
        network.Run(planes, ["stem"], outputs => values = outputs[0].GetTensorDataAsSpan<float>().ToArray());
        return values!;
    }

    private static byte[] Pixels()
    {
        var pixels = new byte[3 * Size * Size];
        new Random(5).NextBytes(pixels);
        (pixels[0], pixels[1]) = (0, 255);
        return pixels;
    }

    private static float[] Normalised(byte[] pixels) =>
    [
        .. pixels.Select((pixel, i) => (pixel / 255f - Rule.Mean[i / Size / Size]) / Rule.Std[i / Size / Size]),
    ];
}
