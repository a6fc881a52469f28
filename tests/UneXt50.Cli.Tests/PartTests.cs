using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Collections in parts: <c>--shard</c>, <c>--resume</c> and <c>merge</c>.</summary>
public sealed class PartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PartTests()
    {
        Directory.CreateDirectory(_folder["photos"]);
        for (byte level = 0; level < 20; level++) Samples.WriteGrey(_folder[$"photos/{level:00}.png"], level);
        _folder.Add("photos/bad.jpg", "no picture");
    }

    public void Dispose() => _folder.Dispose();

    private Answer Run(params string[] arguments) => new Unext50 { Folder = _folder.Path }.With(arguments);

    private void Same(string expected, string actual) =>
        Assert.Equal(File.ReadAllBytes(_folder[expected]), File.ReadAllBytes(_folder[actual]));

    [Theory]
    [InlineData("npy", "float32", "none")]
    [InlineData("npy", "float16", "l2")]
    [InlineData("csv", "float32", "none")]
    public void Merged_shards_are_what_one_run_writes(string format, string type, string normalize)
    {
        string[] options = ["--format", format, "--dtype", type, "--normalize", normalize];
        Run(["features", "photos", "--out", $"one.{format}", .. options]).Exits(1);
        for (var i = 1; i <= 3; i++)
            Run(["features", "photos", "--shard", $"{i}/3", "--out", $"part-{i}.{format}", .. options]);
        Run("features", "merge", $"part-3.{format}", $"part-1.{format}", $"part-2.{format}", "--out", $"all.{format}")
            .Exits(0);
        Same($"one.{format}", $"all.{format}");
        if (format == "npy") Same("one.index.csv", "all.index.csv");
    }

    [Fact]
    public void Classes_are_merged_too()
    {
        Run("classify", "photos", "--format", "csv", "--top", "2", "--out", "one.csv").Exits(1);
        for (var i = 1; i <= 2; i++)
            Run("classify", "photos", "--format", "csv", "--top", "2", "--shard", $"{i}/2", "--out", $"part-{i}.csv");
        Run("classify", "merge", "part-1.csv", "part-2.csv", "--out", "all.csv").Exits(0);
        Same("one.csv", "all.csv");
    }

    [Theory]
    [InlineData("features", "v.npy")]
    [InlineData("features", "v.csv")]
    [InlineData("classify", "v.jsonl")]
    [InlineData("classify", "v.csv")]
    public void Going_on_does_what_is_new_and_what_had_failed(string command, string output)
    {
        var format = Path.GetExtension(output)[1..];
        string[] arguments = [command, "photos", "--format", format, "--resume", "--out", output, "--stats"];
        Assert.Contains("20 ok, 1 failed", Run(arguments).Exits(1).Error, StringComparison.Ordinal);
        Samples.WriteGrey(_folder["photos/05a.png"], 200);
        Samples.WriteGrey(_folder["photos/bad.jpg"], 201);
        var answer = Run(arguments).Exits(0);
        Assert.Contains($"unext50: {output}: 20 inputs are done already", answer.Error, StringComparison.Ordinal);
        Assert.Contains("2 ok, 0 failed", answer.Error, StringComparison.Ordinal);
        if (output.EndsWith("jsonl", StringComparison.Ordinal)) return; // has times in it

        Run(command, "photos", "--format", format, "--out", "one" + output).Exits(0);
        Same("one" + output, output);
    }

    [Fact]
    public void Auto_asks_the_scheduler()
    {
        Answer Auto(params (string Name, string Value)[] variables) => new Unext50
        {
            Folder = _folder.Path,
            Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value),
        }.With("classify", "photos", "--top", "1", "--format", "csv", "--shard", "auto");
        string[] Pod(string index) => Auto(("JOB_COMPLETION_INDEX", index), ("UNEXT50_SHARDS", "2")).OutputLines[1..];
        Assert.Equal(21, Pod("0").Union(Pod("1")).Count());
        Auto().Fails(2, "SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX");
    }

    [Fact]
    public void Without_the_option_a_scheduler_is_not_asked()
    {
        var slurm = new Dictionary<string, string>
        {
            ["SLURM_ARRAY_TASK_ID"] = "1",
            ["SLURM_ARRAY_TASK_COUNT"] = "8",
            ["UNEXT50_SHARDS"] = "8",
        };
        var answer = new Unext50 { Folder = _folder.Path, Variables = slurm }
            .With("classify", "photos", "--top", "1", "--format", "csv").Exits(1);
        Assert.Equal(22, answer.OutputLines.Length);
    }

    [Theory]
    [InlineData("I from 1 to N", "features", "photos", "--shard", "0/8", "--out", "v.npy")]
    [InlineData("I from 1 to N", "features", "photos", "--shard", "9/8", "--out", "v.npy")]
    [InlineData("not a camera", "features", "--camera", "--shard", "1/2", "--out", "v.npy")]
    [InlineData("standard input (-)", "features", "-", "--shard", "1/2", "--out", "v.npy")]
    [InlineData("--out", "features", "photos", "--resume", "--format", "csv")]
    [InlineData("jsonl or csv", "classify", "photos", "--resume", "--out", "v.txt")]
    [InlineData("jsonl or csv", "classify", "photos", "--shard", "1/2", "--format", "json", "--out", "v.json")]
    [InlineData("--out", "features", "merge", "v.npy")]
    public void Usage_that_makes_no_sense_is_refused(string words, params string[] arguments)
    {
        var answer = Run(arguments).Exits(2);
        Assert.Contains(words, answer.Error, StringComparison.Ordinal);
        Assert.Equal(["photos"], _folder.Names);
    }

    [Fact]
    public void What_cannot_be_gone_on_with_is_refused_and_stays()
    {
        Run("features", "photos", "--out", "v.npy").Exits(1);
        var before = File.ReadAllBytes(_folder["v.npy"]);
        File.Delete(_folder["v.npy.run.json"]);
        Run("features", "photos", "--out", "v.npy", "--resume").Fails(4, "v.npy.run.json");
        File.Delete(_folder["v.npy"]);
        File.Delete(_folder["v.index.csv"]);

        Run("features", "photos", "--out", "v.npy", "--shard", "1/2");
        Run("features", "photos", "--out", "v.npy", "--shard", "2/2").Fails(4, "v.npy", "1/2");
        Run("features", "photos", "--out", "v.npy", "--shard", "1/2", "--resume", "--exact").Fails(4, "exact");
        File.WriteAllBytes(_folder["v.npy"], before);
        Run("features", "photos", "--out", "v.npy", "--shard", "1/2", "--resume").Fails(4, "v.npy.run.json");
        Assert.Equal(before, File.ReadAllBytes(_folder["v.npy"]));
    }

    [Fact]
    public void Another_head_is_another_run()
    {
        Samples.WriteGrey(_folder["photos/bad.jpg"], 100);
        foreach (var (label, level) in new[] { ("dark", 10), ("light", 200) })
        {
            for (var i = 0; i < 4; i++)
            {
                Directory.CreateDirectory(_folder[$"classes/{label}"]);
                Samples.WriteGrey(_folder[$"classes/{label}/{i}.png"], (byte)(level + i));
            }
        }

        Run("head", "train", "classes", "--out", "h.head.onnx", "--folds", "2").Exits(0);
        string[] arguments =
            ["classify", "photos", "--format", "csv", "--resume", "--out", "v.csv", "--head", "h.head.onnx"];
        Run(arguments).Exits(0);
        Run([.. arguments, "--unknown", "5"]).Fails(4, "head 1");
        Run(arguments).Exits(0);
    }

    [Fact]
    public void Merge_says_which_shard_is_missing()
    {
        Run("features", "photos", "--shard", "1/3", "--out", "part-1.npy");
        Run("features", "photos", "--shard", "3/3", "--out", "part-3.npy");
        Run("features", "merge", "part-1.npy", "part-3.npy", "--out", "all.npy").Fails(4, "shard 2 of 3 is missing");
        Assert.False(File.Exists(_folder["all.npy"]));
    }
}
