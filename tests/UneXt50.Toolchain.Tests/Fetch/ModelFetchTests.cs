using UneXt50.Onnx;
using UneXt50.Toolchain.Fetch;
using UneXt50.Toolchain.Preprocessing;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Graph;
using UneXt50.Toolchain.Tests.Quantization;
using Xunit;

namespace UneXt50.Toolchain.Tests.Fetch;

public sealed class ModelFetchTests : IDisposable
{
    private static readonly string Checkpoint = Golden.File("resnext14_2x3d.pth");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_from_elsewhere_is_checked_and_imported_without_a_network()
    {
        var summary = await RunAsync(Request() with { From = Checkpoint });

        Assert.Equal("resnext14_2x3d", summary.Import.Card.Architecture);
        Assert.Null(summary.Quantization);
        Assert.True(File.Exists(_folder.File("model.onnx")));
    }

    [Fact]
    public async Task A_file_that_was_fetched_before_is_not_fetched_again()
    {
        _folder.File("kept.pth", File.ReadAllBytes(Checkpoint));

        Assert.Equal(_folder.File("kept.pth"), (await RunAsync(Request())).CheckpointPath);
    }

    [Fact]
    public async Task Another_file_is_refused_before_it_is_understood()
    {
        var other = _folder.File("other.pth", "not even a checkpoint");

        var error = await Assert.ThrowsAsync<UneXt50Exception>(() => RunAsync(Request() with { From = other }));

        Assert.Contains("its SHA-256 is", error.Problem);
        Assert.False(File.Exists(_folder.File("model.onnx")));
    }

    [Fact]
    public async Task Given_photos_the_model_is_int8()
    {
        var summary = await RunAsync(Request() with { From = Checkpoint, Calibration = TestPhotos.Noise(4) });

        Assert.NotNull(summary.Quantization);
        Assert.Equal("int8", OnnxFile.Read(_folder.File("model.onnx")).Card("model.onnx").Precision);
    }

    [Fact]
    public async Task What_is_not_here_is_fetched()
    {
        var fetched = "";
        await ModelFetch.RunAsync(
            Request(),
            path =>
            {
                fetched = path;
                File.Copy(Checkpoint, path);
                return Task.CompletedTask;
            },
            null, TestContext.Current.CancellationToken);

        Assert.Equal(_folder.File("kept.pth"), fetched);
    }

    [Fact]
    public void The_catalogue_has_the_two_checkpoints_of_torchvision()
    {
        var entries = Catalogue.BuiltIn();

        Assert.Equal(["resnext50_32x4d-v1", "resnext50_32x4d-v2"], entries.Select(entry => entry.Name));
        Assert.All(entries, entry =>
        {
            // torch.hub names files after the beginning of their checksum.
            Assert.EndsWith($"-{entry.Sha256}.pth", entry.Url, StringComparison.Ordinal);
            Assert.StartsWith("https://download.pytorch.org/", entry.Url, StringComparison.Ordinal);
            Assert.Equal(224, PreprocessPreset.Find(entry.Preprocess).InputSize);
            Assert.True(new ExpectedDigest(entry.Sha256).IsPrefix);
        });
    }

    [Theory]
    [InlineData("[")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{"name": "a", "url": "b", "sha256": "c", "preprocess": "d", "run": "e"}]""")]
    public void A_catalogue_that_is_none_is_refused(string json) => Assert.Equal(ErrorKind.Checkpoint,
        Assert.Throws<UneXt50Exception>(() => Catalogue.Read(_folder.File("catalogue.json", json))).Kind);

    [Fact]
    public void A_name_that_is_not_in_the_catalogue_is_told_the_others()
    {
        var error = Assert.Throws<UneXt50Exception>(() => Catalogue.Find(Catalogue.BuiltIn(), "resnet9000"));

        Assert.Equal((ErrorKind.Usage, "resnet9000"), (error.Kind, error.Subject));
        Assert.Contains("resnext50_32x4d-v1, resnext50_32x4d-v2", error.Problem);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("1234567g")]
    [InlineData("")]
    public void A_checksum_must_be_one(string digits) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<UneXt50Exception>(() => new ExpectedDigest(digits)).Kind);

    private static Task<FetchSummary> RunAsync(FetchRequest request) => ModelFetch.RunAsync(
        request, path => throw new InvalidOperationException($"{path} is asked for"), null,
        TestContext.Current.CancellationToken);

    private FetchRequest Request() => new()
    {
        Url = new("https://example.org/weights.pth"),
        Digest = new ExpectedDigest(Sha256Digest.OfFile(Checkpoint)[..8]),
        KeptPath = _folder.File("kept.pth"),
        LabelsPath = _folder.File("labels.txt", "ant\nbee\ncat\ndog\neel\n"),
        Preprocess = Networks.Rule,
        OutputPath = _folder.File("model.onnx"),
    };
}
