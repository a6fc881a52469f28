using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>An output never replaces what the same command line reads, and is what its name says.</summary>
public sealed class NamedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NamedFilesTests()
    {
        foreach (var (label, level) in new[] { ("dark", 10), ("light", 200) })
        {
            Directory.CreateDirectory(_folder[$"classes/{label}"]);
            for (var i = 0; i < 2; i++) Samples.WriteGrey(_folder[$"classes/{label}/{i}.png"], (byte)(level + i));
        }

        File.Copy(Samples.Model, _folder["model.onnx"]);
        File.Copy(Samples.Red, _folder["red.png"]);
        _folder.Add("labels.txt", "red\ngreen\nblue\n");
        _folder.Add("list", "red.png\n");
        _folder.Add("n.index.csv", "red.png\n");
        File.Copy(Samples.Red, _folder["n.csv.run.json"]);
        File.Copy(Samples.Red, _folder["n.npy.run.json"]);
        _folder.Shell("ln -s red.png link; ln red.png hard; ln -s classes/dark inner; ln -s link further");
    }

    public void Dispose() => _folder.Dispose();

    private Answer Run(params string[] arguments) => new Unext50 { Folder = _folder.Path }.With(arguments);

    private Dictionary<string, byte[]> Content() =>
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes);

    [Theory]
    [InlineData("classify", "red.png", "--out", "red.png")]
    [InlineData("classify", "red.png", "--out", "link")]
    [InlineData("classify", "red.png", "--out", "further")]
    [InlineData("classify", "red.png", "--out", "hard")]
    [InlineData("classify", "link", "--out", "hard")]
    [InlineData("classify", "classes/dark", "--out", "classes/dark/1.png")]
    [InlineData("classify", "-r", "classes", "--out", "inner/1.png")]
    [InlineData("classify", "classes/*/0.png", "--out", "classes/light/0.png")]
    [InlineData("classify", "--files-from", "list", "--out", "red.png")]
    [InlineData("classify", "--files-from", "list", "--out", "list")]
    [InlineData("features", "red.png", "--out", "hard")]
    [InlineData("features", "--files-from", "n.index.csv", "--out", "n.npy")]
    [InlineData("features", "n.npy.run.json", "--out", "n.npy")]
    [InlineData("classify", "red.png", "n.csv.run.json", "--out", "n.csv")]
    [InlineData("classify", "red.png", "--labels", "n.csv.run.json", "--out", "n.csv")]
    [InlineData("preprocess", "red.png", "--out", "./red.png")]
    [InlineData("classify", "red.png", "--model", "model.onnx", "--out", "./model.onnx", "--format", "text")]
    [InlineData("head", "train", "classes", "--out", "classes/dark/0.png")]
    [InlineData("head", "train", "classes", "--model", "model.onnx", "--out", "model.onnx")]
    [InlineData("model", "quantize", "model.onnx", "--calibration", "classes", "--out", "model.onnx")]
    [InlineData("model", "describe", "model.onnx", "--labels", "labels.txt", "--out", "model.onnx", "--size", "32")]
    [InlineData("model", "import", "link", "--labels", "labels.txt", "--out", "hard", "--size", "32")]
    [InlineData("bench", "model.onnx", "--photos", "red.png", "--runs", "1", "--starts", "1", "--out", "red.png")]
    public void An_output_that_is_an_input_is_refused_before_anything_is_written(params string[] arguments)
    {
        var before = Content();
        var answer = Run(arguments);
        Assert.True(answer.ExitCode is 2 or 4, $"exit code {answer.ExitCode}: {answer.Error}");
        var after = Content();
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, file => Assert.Equal(file.Value, after[file.Key]));
    }

    [Fact]
    public void A_photo_that_comes_through_a_pipe_of_names_is_no_exception()
    {
        var before = Content();
        var answer = new Unext50 { Folder = _folder.Path, Input = "classes/dark/0.png\nred.png\n"u8.ToArray() }
            .With("classify", "--files-from", "-", "--out", "hard").Exits(4);
        Assert.Contains("--out would replace it", answer.Error, StringComparison.Ordinal);
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [Theory]
    [InlineData("head", "train", "classes", "--out", "h.onnx", "--html", "./h.onnx")]
    [InlineData("bench", "model.onnx", "--out", "x", "--html", "x")]
    public void Two_outputs_are_two_files(params string[] arguments) =>
        Assert.True(Run(arguments).ExitCode is 2 or 4);

    [Fact]
    public void The_earlier_output_is_no_input()
    {
        Run("classify", "red.png", "--out", "c.csv").Exits(0);
        Run("classify", "red.png", "--out", "c.csv").Exits(0);
        Run("head", "train", "classes", "--out", "h.head.onnx", "--folds", "2").Exits(0);
        Run("head", "train", "classes", "--out", "h.head.onnx", "--folds", "2").Exits(0);
        Run("head", "add", "h.head.onnx", "classes", "--folds", "2").Exits(0);
    }

    [Theory]
    [InlineData("classify", "c.csv", "input,status,rank")]
    [InlineData("classify", "c.CSV", "input,status,rank")]
    [InlineData("classify", "c.jsonl", "{\"input\":")]
    [InlineData("classify", "c.ndjson", "{\"input\":")]
    [InlineData("classify", "c.json", "{")]
    [InlineData("classify", "c.txt", "red.png")]
    [InlineData("classify", "c.unknown", "red.png")]
    [InlineData("features", "f.csv", "input,status,f0")]
    [InlineData("features", "f.jsonl", "{\"input\":")]
    [InlineData("features", "f.npy", "\uFFFDNUMPY")]
    [InlineData("features", "f.unknown", "\uFFFDNUMPY")]
    public void The_name_of_an_output_says_its_format(string command, string name, string beginning)
    {
        Run(command, "red.png", "--out", name).Exits(0);
        Assert.StartsWith(beginning, File.ReadAllText(_folder[name]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classify", "red.png", "--format", "csv", "--out", "c.json")]
    [InlineData("classify", "red.png", "--format", "json", "--out", "c.jsonl")]
    [InlineData("classify", "red.png", "--out", "c.npy")]
    [InlineData("features", "red.png", "--format", "npy", "--out", "c.csv")]
    [InlineData("features", "red.png", "--out", "c.json")]
    [InlineData("features", "red.png", "--dtype", "float16", "--out", "c.csv")]
    [InlineData("preprocess", "red.png", "--out", "c.csv")]
    [InlineData("bench", "model.onnx", "--out", "c.jsonl")]
    [InlineData("bench", "model.onnx", "--html", "c.csv")]
    [InlineData("head", "train", "classes", "--out", "c.csv")]
    [InlineData("model", "quantize", "model.onnx", "--calibration", "classes", "--out", "c.npy")]
    public void A_name_that_says_another_format_is_refused(params string[] arguments)
    {
        Run(arguments).Exits(2);
        Assert.DoesNotContain(_folder.Names, name => name.StartsWith("c.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_option_says_it_where_the_name_does_not()
    {
        Run("classify", "red.png", "--format", "csv", "--out", "c.dat").Exits(0);
        Assert.StartsWith("input,status", File.ReadAllText(_folder["c.dat"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_run_can_be_gone_on_with()
    {
        Run("classify", "red.png", "--out", "c.csv").Exits(0);
        Samples.WriteGrey(_folder["new.png"], 10);
        var answer = Run("classify", "red.png", "new.png", "--out", "c.csv", "--resume").Exits(0);
        Assert.Contains("1 input is done already", answer.Error, StringComparison.Ordinal);
    }
}
