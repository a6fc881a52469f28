using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>What several commands take, they take alike.</summary>
public sealed class OneWayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Answer Run(string words) => new Unext50 { Folder = _folder.Path }.With(words.Split(' '));

    [Theory]
    [InlineData("classify")]
    [InlineData("features")]
    [InlineData("preprocess")]
    [InlineData("doctor")]
    [InlineData("bench")]
    [InlineData("head train")]
    [InlineData("head eval")]
    [InlineData("head add")]
    [InlineData("model info")]
    [InlineData("model describe")]
    [InlineData("model quantize")]
    [InlineData("model verify")]
    public void A_model_is_named_with_model_everywhere(string command) =>
        Assert.Contains("  -m, --model <file>", Run($"{command} --help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("classify")]
    [InlineData("classify merge")]
    [InlineData("features")]
    [InlineData("features merge")]
    [InlineData("preprocess")]
    [InlineData("cameras")]
    [InlineData("doctor")]
    [InlineData("bench")]
    [InlineData("head train")]
    [InlineData("head eval")]
    [InlineData("head info")]
    [InlineData("head add")]
    [InlineData("head remove")]
    [InlineData("model info")]
    [InlineData("model fetch")]
    [InlineData("model import")]
    [InlineData("model describe")]
    [InlineData("model quantize")]
    [InlineData("model verify")]
    public void What_is_written_is_named_with_out_everywhere(string command) =>
        Assert.Contains("  -o, --out <file>", Run($"{command} --help").Output, StringComparison.Ordinal);

    [Fact]
    public void The_model_is_a_word_or_an_option()
    {
        File.Copy(Samples.Model, _folder["m.onnx"]);
        var said = Run("model info m.onnx").Exits(0).Output;

        Assert.Equal(said, Run("model info -m m.onnx").Exits(0).Output);
        Assert.Equal(said, Run("model info --model m.onnx").Exits(0).Output);
        Run("model info m.onnx --model m.onnx").Fails(2, "both name a model");
        Run("model quantize --calibration . --out q.onnx").Fails(2, "<model> is missing");
        Run("model verify m.onnx --photos .").Fails(2, "<model> is missing");
        Run("model info missing.onnx").Fails(3, "missing.onnx: there is no such model file; check the path");
    }

    [Theory]
    [InlineData("model info", 0)]
    [InlineData("doctor", 0)]
    [InlineData("cameras", 6)]
    public void A_report_has_the_format_of_its_file(string command, int exitCode)
    {
        var quiet = new HashSet<int> { exitCode, 0, 7 };
        Assert.Contains(Run($"{command} --out r.json").ExitCode, quiet);
        Assert.Contains(Run($"{command} --out r.txt").ExitCode, quiet);

        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder["r.json"]));
        Assert.DoesNotMatch(@"^\s*[\[{]", File.ReadAllText(_folder["r.txt"]));
        Run($"{command} --out r.csv").Fails(2, "--out r.csv asks for csv", ".txt or .json");
        Run($"{command} --format text --out s.json").Fails(2, "contradict");
        Run($"{command} --json --out s.txt").Fails(2, "--json asks for JSON");
        Assert.DoesNotContain(_folder.Names, name => name.StartsWith("s.", StringComparison.Ordinal));
    }

    [Fact]
    public void Sizes_are_decimal_megabytes()
    {
        Assert.Matches(@"\nsize +\d+\.\d+ MB\n", Run("model info").Exits(0).Output);
        Assert.Matches(
            @"\nmemory +\d+\.\d MB resident at most, \d+\.\d+ MB",
                Run($"classify {Samples.Red} --stats").Exits(0).Error);
    }
}
