using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>The model's checksum, which a run that writes a file leaves behind for the next.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CacheTests()
    {
        File.Copy(Samples.Model, _folder["model.onnx"]);
        Directory.CreateDirectory(_folder["here"]);
        // Until a file is two seconds old it is not remembered.
        Thread.Sleep(TimeSpan.FromSeconds(2.1));
    }

    [Theory]
    [InlineData("HOME", "", ".cache/unext50")]
    [InlineData("XDG_CACHE_HOME", "", "unext50")]
    [InlineData("CACHE_DIRECTORY", "", "")]
    [InlineData("CACHE_DIRECTORY", ":/nowhere", "")]
    public void It_is_kept_where_the_system_wants_it(string variable, string more, string place)
    {
        With(variable, _folder["here"] + more).With(Classify("out.csv")).Exits(0);
        Assert.Equal("digests", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder[$"here/{place}"]))));
    }

    [Fact]
    public void It_is_not_made_by_those_who_do_not_want_it()
    {
        var unext50 = With("CACHE_DIRECTORY", _folder["here"]);
        unext50.With([.. Classify("1.csv"), "--no-cache"]).Exits(0);
        var variables = new Dictionary<string, string>(unext50.Variables) { ["UNEXT50_NO_CACHE"] = "1" };
        (unext50 with { Variables = variables }).With(Classify("2.csv")).Exits(0);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["here"]));
    }

    [Fact]
    public void A_run_that_writes_no_file_or_a_missing_home_leaves_nothing()
    {
        With("CACHE_DIRECTORY", _folder["here"]).With("classify", Samples.Red).Exits(0);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["here"]));
        With("HOME", _folder["missing"]).With(Classify("out.csv")).Exits(0);
        Assert.False(Directory.Exists(_folder["missing"]));
    }

    [Fact]
    public async Task Runs_that_start_at_the_same_time_all_answer()
    {
        var unext50 = With("CACHE_DIRECTORY", _folder["here"]);
        var runs = Enumerable.Range(0, 4).Select(i => Task.Run(() => unext50.With(Classify($"{i}.csv"))));
        Assert.All(await Task.WhenAll(runs), answer => answer.Exits(0));
        Assert.Single(Directory.GetFiles(_folder["here"]));
    }

    public void Dispose() => _folder.Dispose();

    private string[] Classify(string output) => ["classify", "--out", _folder[output], Samples.Red];

    private Unext50 With(string variable, string value) => new()
    {
        Variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = _folder["model.onnx"], [variable] = value },
    };
}
