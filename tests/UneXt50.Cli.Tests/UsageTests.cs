using Xunit;

namespace UneXt50.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("classify")]
    [InlineData("classify a.jpg --format xml")]
    [InlineData("classify a.jpg --top 0")]
    [InlineData("classify a.jpg --top many")]
    [InlineData("classify a.jpg --threshold 1.5")]
    [InlineData("classify a.jpg --threshold nan")]
    [InlineData("classify a.jpg --batch -1")]
    [InlineData("classify a.jpg --batch 0")]
    [InlineData("classify a.jpg --batch 1025")]
    [InlineData("features a.jpg --batch automatic")]
    [InlineData("model import a.pth --labels l.txt --size 64 --out m.onnx --precision float16")]
    [InlineData("model quantize m.onnx --calibration photos --out q.onnx --target gpu")]
    [InlineData("classify a.jpg -0")]
    [InlineData("classify - -")]
    [InlineData("classify - --files-from -")]
    [InlineData("features a.jpg --format csv --dtype float16")]
    [InlineData("features a.jpg --dtype float8")]
    [InlineData("model import a.pth --labels l.txt --out m.onnx")]
    [InlineData("model quantize m.onnx --out q.onnx")]
    [InlineData("model import a.pth --labels l.txt --out m.onnx --size 224 --mean 1,2")]
    public void Wrong_arguments_exit_with_2_and_point_to_the_help(string arguments)
    {
        var answer = Unext50.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Exits(2);
        Assert.Equal("", answer.Output);
        Assert.All(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("^unext50: .* See 'unext50[a-z ]* --help'.$", line));
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("-x")]
    public void An_option_that_does_not_exist_is_not_taken_for_a_file(string option) =>
        Unext50.Run("classify", option, Samples.Red).Fails(2, $"unknown option '{option}' for classify", "after --");

    [Theory]
    [InlineData("features")]
    [InlineData("classify")]
    public void The_help_of_a_command_shows_nothing_that_the_one_above_it_takes(string above)
    {
        var help = Unext50.Run(above, "merge", "--help").Exits(0).Output;
        Assert.Contains($"unext50 {above} merge <parts>... [options]", help, StringComparison.Ordinal);
        Assert.DoesNotContain("<inputs>", help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_has_examples_and_the_table_of_exit_codes()
    {
        var help = Unext50.Run("--help").Exits(0).Output;
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        foreach (var code in new[] { 0, 1, 2, 3, 4, 5, 8, 70, 130, 143 }) Assert.Matches($@"\n +{code} +\w", help);
        Assert.Contains("UNEXT50_MODEL", help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_names_the_runtime_too() =>
        Assert.Matches(
            @"^unext50 \d+\.\d+\.\d+.* \(onnxruntime \d+\.\d+\.\d+", Unext50.Run("--version").Exits(0).Output);
}
