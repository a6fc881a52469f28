using UneXt50.Imaging;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests;

/// <summary>Whole networks of every architecture, by golden/architectures.py; far too large to commit.</summary>
public sealed class ArchitectureTests : IDisposable
{
    private const string Variable = "UNEXT50_ARCHITECTURES";
    private const int Size = 224, Classes = 1000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("resnet34", 21_797_672)]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("resnet101", 44_549_160)]
    [InlineData("resnet152", 60_192_808)]
    [InlineData("resnext50_32x4d", 25_028_904)]
    [InlineData("resnext101_32x8d", 88_791_336)]
    [InlineData("resnext101_64x4d", 83_455_272)]
    [InlineData("wide_resnet50_2", 68_883_240)]
    [InlineData("wide_resnet101_2", 126_886_696)]
    public void The_network_computes_what_torchvision_computed(string name, long parameters)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (folder is null) Assert.Skip($"{Variable} names no folder of golden/architectures.py");
        var request = new ImportRequest
        {
            CheckpointPath = Path.Join(folder, name + ".pth"),
            LabelsPath = _folder.File("labels.txt", string.Join('\n', Enumerable.Range(0, Classes))),
            OutputPath = _folder.File("model.onnx"),
            Preprocess = new PreprocessRule(Size, 256, Interpolation.Bilinear, [0, 0, 0], [1, 1, 1]),
        };

        var summary = CheckpointImport.Run(request);
        var actual = OnnxRun.Outputs(File.ReadAllBytes(request.OutputPath), Golden.Picture(1, Size), Size);

        var difference = OnnxRun.Difference(Golden.NpyAt(Path.Join(folder, name + ".npy")), actual);
        TestContext.Current.SendDiagnosticMessage("{0}: largest difference {1:g3}", name, difference);
        Assert.InRange(difference, 0, 1e-3f);
        Assert.Equal((name, parameters), (summary.Card.Architecture, summary.Parameters));
    }
}
