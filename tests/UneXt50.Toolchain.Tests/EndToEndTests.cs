using UneXt50.Imaging;
using UneXt50.Toolchain.Tests.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests;

/// <summary>
/// From the bytes of a picture to the classes, against torch, torchvision and Pillow (golden/end_to_end.py).
/// </summary>
public sealed class EndToEndTests : IDisposable
{
    private const int Features = 2048;
    private const int Classes = 33;

    /// <summary>KINDS of the script.</summary>
    private static readonly string[] Pictures =
    [
        "animated.gif", "baseline-422.jpg", "cmyk-black.jpg", "exif-6.jpg", "exif-6.webp", "large.jpg",
        "large-progressive.jpg", "lossy-large.webp", "one-bit.bmp", "rgb-565.bmp",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Decoded_in_full_every_kind_of_picture_gives_the_features_and_class_that_python_gives()
    {
        var file = _folder.File("float32.onnx");
        CheckpointImport.Run(new ImportRequest
        {
            CheckpointPath = Golden.Shared("weights/unext50_pretrained.pth"),
            LabelsPath = Golden.Shared("leaf33/labels.txt"),
            OutputPath = file,
            Preprocess = new PreprocessRule(
                160, 160, Interpolation.Bilinear, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]),
        });
        using var model = UneXt50Model.Load(file, new ModelOptions { Exact = true });
        var golden = Golden.Npy("end_to_end.npy");
        Assert.Equal(Pictures.Length * (Features + Classes), golden.Length);

        for (var i = 0; i < Pictures.Length; i++)
        {
            var expected = golden.AsSpan(i * (Features + Classes), Features + Classes);
            var answer = model.Classify(Path.Combine(AppContext.BaseDirectory, "pictures", Pictures[i]));

            Assert.True(Cosine(expected[..Features], answer.Features) >= 0.99999, Pictures[i]);
            Assert.Equal(expected[Features..].IndexOf(Largest(expected[Features..])), answer.TopK(1)[0].Index);
        }
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = values[0];
        foreach (var value in values) largest = Math.Max(largest, value);
        return largest;
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (dot, lengthA, lengthB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            lengthA += (double)a[i] * a[i];
            lengthB += (double)b[i] * b[i];
        }

        return dot / Math.Sqrt(lengthA * lengthB);
    }
}
