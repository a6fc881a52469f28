using UneXt50.Onnx;
using UneXt50.Toolchain.Inspection;
using UneXt50.Toolchain.Quantization;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests;

public sealed class ModelInspectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_are_counted_by_hand()
    {
        var inspection = Inspect();

        Assert.Equal(["stem", "grouped", "last", "end", "logits"], inspection.Layers.Select(layer => layer.Name));
        var (stem, grouped, classifier) = (inspection.Layers[0], inspection.Layers[1], inspection.Layers[^1]);
        // 16 x 16 pixels, 32 channels of 3 x 3 x 3 products; half the side behind the max-pool; 4 classes of 32.
        Assert.Equal((16 * 16 * 32 * 27, 32 * 27 + 32), (stem.MultiplyAdds, stem.Parameters));
        Assert.Equal((8 * 8 * 32 * 9 * 4, 32 * 9 * 4 + 32), (grouped.MultiplyAdds, grouped.Parameters));
        Assert.Equal((4 * 32, 4 * 32 + 4), (classifier.MultiplyAdds, classifier.Parameters));
        Assert.Equal([32, 4, 3, 3], grouped.WeightShape);
        Assert.Equal(inspection.Layers.Sum(layer => layer.MultiplyAdds), inspection.MultiplyAdds);
        Assert.All(inspection.Layers, layer => Assert.Equal("float32", layer.Precision));
    }

    [Fact]
    public void Integer_layers_are_seen_through_their_dequantization()
    {
        OnnxFile.Write(TinyNetwork.Model(), _folder.File("float.onnx"));
        ModelQuantization.Run(new QuantizationRequest
        {
            ModelPath = _folder.File("float.onnx"),
            OutputPath = _folder.File("int8.onnx"),
            Calibration = TestPhotos.Noise(4),
        }, cancellation: TestContext.Current.CancellationToken);

        var layers = ModelInspection.Read(_folder.File("int8.onnx")).Layers;

        Assert.Equal(["int8", "int8", "int8", "int8", "float32"], layers.Select(layer => layer.Precision));
        Assert.Equal(["stem", "grouped", "last", "end", "logits"], layers.Select(layer => layer.Name));
    }

    [Fact]
    public void A_resnet_has_the_multiply_adds_of_its_stages()
    {
        // torchvision gives 4.23 billion for ResNeXt-50 (32x4d) at 224 pixels.
        var path = _folder.File("float.onnx");
        CheckpointImport.Run(new ImportRequest
        {
            CheckpointPath = Golden.Shared("weights/unext50_pretrained.pth"),
            LabelsPath = Golden.Shared("leaf33/labels.txt"),
            OutputPath = path,
            Preprocess = new(224, 256, Imaging.Interpolation.Bilinear, [0, 0, 0], [1, 1, 1]),
        });

        var inspection = ModelInspection.Read(path);

        Assert.InRange(inspection.MultiplyAdds, 4_220_000_000, 4_270_000_000);
        Assert.Equal(54, inspection.Layers.Count);
    }

    private ModelInspection Inspect()
    {
        OnnxFile.Write(TinyNetwork.Model(), _folder.File("x.onnx"));
        return ModelInspection.Read(_folder.File("x.onnx"));
    }
}
