using Onnx;
using UneXt50.Inference.Native;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Inspection;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Quantization;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Quantization;
using UneXt50.Toolchain.Verification;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class HalfPrecisionTests : IDisposable
{
    private const int Float = 1, Float16 = 10;
    private const int Features = 32, Classes = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_weights_are_halves_and_only_the_ends_are_floats()
    {
        Import(WeightPrecision.Half);

        // Read by another reader than the one of the library that wrote it.
        var graph = OnnxReader.Read(File.ReadAllBytes(_folder.File("Half.onnx")));
        Assert.All(graph.Initializers.Values, tensor => Assert.Equal(Float16, tensor.Type));
        Assert.All(graph.Inputs.Concat(graph.Outputs), value => Assert.Equal(Float, value.Type));
        Assert.Equal(["image"], graph.Inputs.Select(input => input.Name));
        Assert.Equal(["features", "logits"], graph.Outputs.Select(output => output.Name));
        var casts = graph.Nodes.Where(node => node.Operation == "Cast").ToList();
        Assert.Equal(["image", "features_float16", "logits_float16"], casts.Select(cast => cast.Inputs[0]));
        Assert.Equal([[Float16], [Float], [Float]], casts.Select(cast => cast.Integers("to")!));
        Assert.DoesNotContain(
            graph.Nodes.Except(casts).SelectMany(node => node.Inputs), name => name is "image" or "features");
    }

    [Fact]
    public void It_computes_what_torch_computed_but_for_rounding()
    {
        Import(WeightPrecision.Half);

        var expected = Golden.Npy("resnext14_2x3d.npy");
        var pictures = Golden.Picture(expected.Length / (Features + Classes), Networks.InputSize);

        var actual = OnnxRun.Outputs(File.ReadAllBytes(_folder.File("Half.onnx")), pictures, Networks.InputSize);

        Assert.Equal(expected.Length, actual.Length);
        foreach (var (row, other) in expected.Chunk(Features + Classes).Zip(actual.Chunk(Features + Classes)))
        {
            Assert.InRange(Cosine(row[..Features], other[..Features]), 0.9999, 1.0001);
            Assert.Equal(Top(row[Features..]), Top(other[Features..]));
        }
    }

    [Fact]
    public void It_gives_pictures_the_classes_that_float32_gives_them()
    {
        Import(WeightPrecision.Full);
        Import(WeightPrecision.Half);
        using var whole = UneXt50Model.Load(_folder.File("Full.onnx"));
        using var half = UneXt50Model.Load(_folder.File("Half.onnx"));
        var pictures = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "pictures"));
        var compared = 0;
        foreach (var picture in pictures)
        {
            var (expected, actual) = (Answer(whole, picture), Answer(half, picture));
            if (expected is null) continue;
            Assert.Equal(expected.TopK(1)[0].Index, actual!.TopK(1)[0].Index);
            Assert.InRange(Cosine(expected.Features, actual.Features), 0.9999, 1.0001);
            compared++;
        }

        Assert.InRange(compared, 10, pictures.Length);
        Assert.Equal(InferenceEngine.OnnxRuntime, half.Engine);
    }

    [Fact]
    public void The_file_is_half_as_large_and_says_what_it_is()
    {
        var (whole, half) = (Import(WeightPrecision.Full), Import(WeightPrecision.Half));

        Assert.InRange((double)half.Bytes / whole.Bytes, 0.4, 0.65);
        Assert.Equal(("float16", whole.ModelParameters), (half.Card.Precision, half.ModelParameters));
        Assert.Null(whole.Rounding);
        Assert.InRange(half.Rounding!.Weights, whole.ModelParameters, 2 * whole.ModelParameters);
        var inspected = ModelInspection.Read(_folder.File("Half.onnx"));
        Assert.All(inspected.Layers, layer => Assert.Equal("float16", layer.Precision));
        Assert.Equal(ModelInspection.Read(_folder.File("Full.onnx")).MultiplyAdds, inspected.MultiplyAdds);
    }

    [Fact]
    public void Weights_that_are_too_small_are_counted()
    {
        var model = Small(0, 1e-9f, -1e-9f, 1e-6f, 6.2e-5f, -3);

        Assert.Equal(new HalfPrecisionRounding(6, 2, 1, 3), HalfPrecision.Apply(model));
    }

    [Theory]
    [InlineData(65519f, true)]
    [InlineData(65520f, false)]
    [InlineData(-1e30f, false)]
    public void A_weight_that_is_too_large_is_refused(float weight, bool fits)
    {
        var model = Small(1, weight);
        if (fits)
        {
            HalfPrecision.Apply(model);
            return;
        }

        var damage = Assert.Throws<CheckpointDamage>(() => HalfPrecision.Apply(model));
        Assert.Contains("'weight'", damage.Message, StringComparison.Ordinal);
        Assert.Contains("65,504", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_layers_are_compared_with_those_of_float32()
    {
        Import(WeightPrecision.Full);
        Import(WeightPrecision.Half);

        var report = ModelVerification.Run(new VerificationRequest
        {
            FirstPath = _folder.File("Full.onnx"),
            SecondPath = _folder.File("Half.onnx"),
            Photos = TestPhotos.Noise(6),
        }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(1, report.TopOneAgreement);
        Assert.InRange(report.MinFeatureCosine, 0.9999, 1.0001);
        Assert.Contains("layer1.0.relu", report.Layers.Select(layer => layer.Name));
        Assert.All(report.Layers, layer => Assert.InRange(layer.Decibels, 40, 100));
    }

    [Fact]
    public void It_is_not_quantized()
    {
        Import(WeightPrecision.Half);
        var request = new QuantizationRequest
        {
            ModelPath = _folder.File("Half.onnx"),
            OutputPath = _folder.File("int8.onnx"),
            Calibration = TestPhotos.Noise(4),
        };

        var error = Assert.Throws<UneXt50Exception>(() => ModelQuantization.Run(
            request, cancellation: TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Model, "its precision is 'float16', not float32"), (error.Kind, error.Problem));
        Assert.False(File.Exists(_folder.File("int8.onnx")));
    }

    private ImportSummary Import(WeightPrecision precision) => CheckpointImport.Run(new ImportRequest
    {
        CheckpointPath = Golden.File("resnext14_2x3d.pth"),
        LabelsPath = _folder.File("labels.txt", "ant\nbee\ncat\ndog\neel\n"),
        OutputPath = _folder.File($"{precision}.onnx"),
        Preprocess = Networks.Rule,
        Precision = precision,
    });

    private static ModelProto Small(params float[] weights) => new()
    {
        Graph = new GraphProto { Initializer = { new FloatTensor([weights.Length], weights).ToProto("weight") } },
    };

    private static Results.Prediction? Answer(UneXt50Model model, string picture)
    {
        try
        {
            return model.Classify(picture);
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Input)
        {
            return null; // one of the damaged pictures
        }
    }

    private static int Top(float[] logits) => Array.IndexOf(logits, logits.Max());

    private static double Cosine(float[] a, float[] b)
    {
        var (dot, lengthA, lengthB) = (0.0, 0.0, 0.0);
        foreach (var (one, other) in a.Zip(b))
        {
            dot += (double)one * other;
            lengthA += (double)one * one;
            lengthB += (double)other * other;
        }

        return dot / Math.Sqrt(lengthA * lengthB);
    }
}
