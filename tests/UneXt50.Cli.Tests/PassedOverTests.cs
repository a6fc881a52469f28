using SkiaSharp;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>All commands go through folders alike, and say what they have not looked at.</summary>
public sealed class PassedOverTests : IDisposable
{
    private const string Said = "2 files passed over: 1 HEIC (convert it first, for example 'heif-convert NAME.heic NAME.jpg'), 1 .txt";

    private readonly TemporaryFolder _folder = new();

    public PassedOverTests()
    {
        _folder.AddClass("real/warm", SKColors.Red);
        _folder.AddClass("real/cold", SKColors.Blue);
        File.Copy(Samples.Green, _folder["real/cold/green"]);
        File.WriteAllBytes(_folder["real/cold/IMG_1.HEIC"], [0, 0, 0, 32, .. "ftypheic"u8, 0, 0, 0, 0]);
        _folder.Add("real/warm/notes.txt", "notes");
        _folder.Add("real/warm/._0.png", "AppleDouble");
        _folder.Shell("cp -r real/warm real/.hidden; cp -r real/warm real/__MACOSX; mkdir photos; "
            + "ln -s ../real/warm ../real/cold photos; ln -s .. real/cold/loop");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("classify -r photos --format csv --top 1")]
    [InlineData("classify photos/warm photos/cold --format csv --top 1 -q")]
    [InlineData("features -r photos --format csv")]
    public void Photos_are_answered_once_and_the_others_are_counted(string arguments)
    {
        var answer = Run(arguments).Exits(0);

        Assert.Equal(1 + 13, answer.OutputLines.Length);
        Assert.Contains(Said, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_heads_and_comparisons_are_of_the_same_photos()
    {
        Assert.Contains(Said, Run("preprocess -r photos --out x.npy").Exits(0).Error, StringComparison.Ordinal);
        Assert.Equal(13, Npy.Read(_folder["x.npy"]).Shape[0]);
        Assert.Contains(Said, Run("head train photos --out h.onnx").Exits(0).Error, StringComparison.Ordinal);
        Assert.Contains(Said, Run("head eval h.onnx photos").Exits(0).Error, StringComparison.Ordinal);
        Assert.Contains(
            Said, Run($"model verify {Samples.Model} {Samples.Model} --photos photos").Exits(0).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head train alone --out h.onnx", 2, "only class")]
    [InlineData("classify photos/warm photos/cold missing.png --top 1", 1, "no such file")]
    public void What_failed_is_told_first(string arguments, int code, string failure)
    {
        _folder.Shell("mkdir alone; cp -r real/cold alone");

        var said = Run(arguments).Exits(code).Error;

        var (failed, passedOver) = (
            said.IndexOf(failure, StringComparison.Ordinal), said.IndexOf("passed over", StringComparison.Ordinal));
        Assert.InRange(failed, 0, passedOver);
    }

    private Answer Run(string arguments) => new Unext50 { Folder = _folder.Path }.With(arguments.Split(' '));
}
