using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

public class EngineTests
{
    private static readonly string Model = Unext50.InRepository("models/unext50-leaf33-int8.onnx");
    private static readonly string Leaf = Unext50.InRepository("tests/samples/leaf.jpg");

    [Fact]
    public void The_default_model_runs_without_onnxruntime_being_loaded()
    {
        Assert.DoesNotContain("libonnxruntime", Loaded("native"), StringComparison.Ordinal);
        Assert.Contains("libonnxruntime", Loaded("onnxruntime"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_and_the_model_tell_what_computes()
    {
        var run = Unext50.Run("classify", "-m", Model, "--stats", "--engine", "native", Leaf).Exits(0);
        Assert.Contains("engine        native (", run.Error, StringComparison.Ordinal);
        var other = Unext50.Run("classify", "-m", Model, "--stats", "--engine", "onnxruntime", Leaf).Exits(0);
        Assert.Contains("engine        onnxruntime 1.", other.Error, StringComparison.Ordinal);
        var info = Unext50.Run("model", "info", Model).Exits(0).Output;
        Assert.Contains("engine        ", info, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_engines_name_the_same_class_and_one_gives_the_same_bytes_with_any_threads_and_batch()
    {
        string[] classify = ["classify", "-m", Model, "--format", "csv", "--engine"];
        var one = Unext50.Run([.. classify, "native", Leaf, Leaf, Leaf]).Exits(0).Output;
        Assert.Equal(one, Unext50.Run([.. classify, "native", "--threads", "3", Leaf, Leaf, Leaf]).Exits(0).Output);
        Assert.Equal(one, Unext50.Run([.. classify, "native", "--batch", "2", Leaf, Leaf, Leaf]).Exits(0).Output);
        var other = Unext50.Run([.. classify, "onnxruntime", Leaf]).Exits(0).OutputLines[1];
        Assert.Equal(one.Split('\n')[1].Split(',')[4], other.Split(',')[4]);
    }

    [Theory]
    [InlineData("classify", "native")]
    [InlineData("classify", "onnxruntime")]
    [InlineData("features", "native")]
    [InlineData("features", "onnxruntime")]
    public void The_fastest_batch_gives_the_rows_of_single_photos_and_is_told(string command, string engine)
    {
        string[] photos = [Leaf, Samples.Red, Leaf, Samples.Green, Leaf, Samples.Blue, Leaf];
        string[] run = [command, "-m", Model, "--format", "csv", "--engine", engine, "--stats"];
        var one = Unext50.Run([.. run, .. photos]).Exits(0);

        var found = Unext50.Run([.. run, "--batch", "auto", .. photos]).Exits(0);

        Assert.Matches(engine == "native" ? "\nbatch +1, found" : "\nbatch +[124], found", found.Error);
        Assert.DoesNotContain("batch", one.Error, StringComparison.Ordinal);
        if (engine == "native") Assert.Equal(one.Output, found.Output);
        else Assert.Equal(Names(one), Names(found)); // sums in another order differ in their last bits

        static IEnumerable<string> Names(Answer answer) => answer.OutputLines.Select(line => line.Split(',')[0]);
    }

    [Fact]
    public void A_model_that_the_native_engine_does_not_know_runs_on_onnxruntime_unless_it_must_not()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["tiny.onnx"], new TinyModel().ToBytes());
        string[] classify = ["classify", "-m", folder["tiny.onnx"], Leaf];
        Unext50.Run(classify).Exits(0);
        Unext50.Run([.. classify, "--engine", "native"])
            .Fails(3, "the native engine does not run it: ", "use --engine auto");
    }

    /// <summary>What the dynamic linker told of the libraries that it loaded.</summary>
    private static string Loaded(string engine)
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string>
        {
            ["LD_DEBUG"] = "files",
            ["LD_DEBUG_OUTPUT"] = folder["loaded"],
        };
        var program = new Unext50 { Variables = variables };
        program.With("classify", "-m", Model, "--engine", engine, "--quiet", Leaf).Exits(0);
        var report = Directory.GetFiles(folder.Path).Select(File.ReadAllText);
        return string.Concat(report.DefaultIfEmpty(""));
    }
}
