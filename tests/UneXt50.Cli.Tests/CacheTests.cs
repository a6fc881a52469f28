using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>The graph that a run of the default network leaves behind for the next.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CacheTests()
    {
        File.Copy(DefaultModel(), _folder["model.onnx"]);
        // Until a file is two seconds old it is not remembered.
        Thread.Sleep(TimeSpan.FromSeconds(2.1));
    }

    [Theory]
    [InlineData("HOME", "", ".cache/unext50/graphs")]
    [InlineData("XDG_CACHE_HOME", "", "unext50/graphs")]
    [InlineData("CACHE_DIRECTORY", "", "graphs")]
    [InlineData("CACHE_DIRECTORY", ":/nowhere", "graphs")]
    public void It_is_kept_where_the_system_wants_it(string variable, string more, string place)
    {
        Directory.CreateDirectory(_folder["here"]);
        var unext50 = With(variable, _folder["here"] + more);
        string[] classify = ["classify", "--engine", "onnxruntime", "--format", "csv", Samples.Red];
        var first = unext50.With(classify);
        first.Exits(0);
        Assert.Equal(2, Directory.GetFiles(_folder[$"here/{place}"]).Length);
        Assert.Equal(first.Output, unext50.With(classify).Output);
    }

    [Fact]
    public void It_is_not_made_by_those_who_do_not_want_it()
    {
        var unext50 = With("CACHE_DIRECTORY", _folder["here"]);
        unext50.With("classify", "--engine", "onnxruntime", "--no-cache", Samples.Red).Exits(0);
        var variables = new Dictionary<string, string>(unext50.Variables) { ["UNEXT50_NO_CACHE"] = "1" };
        (unext50 with { Variables = variables }).With("classify", Samples.Red).Exits(0);
        Assert.False(Directory.Exists(_folder["here"]));
    }

    [Fact]
    public void A_small_model_or_a_missing_home_leaves_nothing()
    {
        Directory.CreateDirectory(_folder["here"]);
        var tiny = new Unext50 { Variables = new Dictionary<string, string> { ["HOME"] = _folder["here"] } };
        tiny.With("classify", "--engine", "onnxruntime", Samples.Red).Exits(0);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["here"]));
        With("HOME", _folder["missing"]).With("classify", "--engine", "onnxruntime", Samples.Red).Exits(0);
        Assert.False(Directory.Exists(_folder["missing"]));
    }

    [Fact]
    public async Task Runs_that_start_at_the_same_time_all_answer_and_leave_one_graph()
    {
        var unext50 = With("CACHE_DIRECTORY", _folder["here"]);
        var runs = Enumerable.Range(0, 4).Select(
            _ => Task.Run(
                () => unext50.With("classify", "--engine", "onnxruntime", "--format", "csv", Samples.Red)));
        var answers = await Task.WhenAll(runs);
        Assert.All(answers, answer => Assert.Equal((0, answers[0].Output), (answer.ExitCode, answer.Output)));
        Assert.Single(Directory.GetFiles(_folder["here/graphs"], "*.graph"));
        Assert.Equal(2, Directory.GetFiles(_folder["here/graphs"]).Length);
    }

    [Fact]
    public void Less_memory_names_the_same_class()
    {
        string[] classify = ["classify", "--top", "1", "--format", "csv", Samples.Red];
        var (usual, sparing) = (Unext50.Run(classify), Unext50.Run([.. classify, "--low-memory"]));
        sparing.Exits(0);
        Assert.Equal(usual.Output, sparing.Output);
    }

    public void Dispose() => _folder.Dispose();

    private Unext50 With(string variable, string value) => new()
    {
        Variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = _folder["model.onnx"], [variable] = value },
    };

    private static string DefaultModel()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Join(folder!.FullName, "models"))) folder = folder.Parent;
        return Directory.GetFiles(Path.Join(folder.FullName, "models"), "*.onnx").Single();
    }
}
