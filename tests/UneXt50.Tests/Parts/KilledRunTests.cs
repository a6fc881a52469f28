using Xunit;

namespace UneXt50.Tests.Parts;

/// <summary>
/// The files as a kill leaves them at each point between the first renaming and the last, put there by hand. Whatever
/// is found, the index never speaks of another array than the one beside it.
/// </summary>
public sealed class KilledRunTests : IDisposable
{
    private static readonly string[] Files = ["v.npy", "v.index.csv", "v.npy.run.json"];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _next = new();
    private readonly Collection _more = new("a", "b", "c");

    public KilledRunTests()
    {
        new Collection("b").Write(_folder["v.npy"]);
        _more.Write(_next["v.npy"]);
        _more.Run.Clear();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _next.Dispose();
    }

    private void Stage(string name) => File.Copy(_next[name], _folder[$".unext50-{name}.next"]);

    private void Publish(string name) => File.Copy(_next[name], _folder[name], overwrite: true);

    private void ResumeRuns(params string[] inputs)
    {
        _more.Write(_folder["v.npy"], resume: true);
        Assert.Equal(inputs, _more.Run);
        Assert.Equal(Files.Order(StringComparer.Ordinal), _folder.Names);
        Assert.All(Files, name => Assert.Equal(File.ReadAllBytes(_next[name]), File.ReadAllBytes(_folder[name])));
    }

    [Fact]
    public void Before_the_array_is_whole()
    {
        Stage("v.index.csv");
        ResumeRuns("a", "c");
    }

    [Fact]
    public void Before_the_record_is_in_place()
    {
        Stage("v.index.csv");
        Stage("v.npy");
        ResumeRuns("a", "c");
    }

    [Fact]
    public void After_the_record_is_in_place()
    {
        Stage("v.index.csv");
        Stage("v.npy");
        Publish("v.npy.run.json");
        ResumeRuns();
    }

    [Fact]
    public void After_the_index_has_its_name()
    {
        Publish("v.index.csv");
        Stage("v.npy");
        Publish("v.npy.run.json");
        ResumeRuns();
    }

    [Fact]
    public void In_the_first_run_of_all()
    {
        foreach (var name in Files) File.Delete(_folder[name]);
        Stage("v.index.csv");
        Stage("v.npy");
        ResumeRuns("a", "b", "c");
    }

    [Fact]
    public void A_new_index_with_an_old_array_is_refused_whoever_put_them_there()
    {
        Publish("v.index.csv");
        Publish("v.npy.run.json");
        Assert.Throws<UneXt50Exception>(() => _more.Open(_folder["v.npy"], resume: true));
        Assert.Throws<UneXt50Exception>(() => Collection.Merge([_folder["v.npy"]], _folder["all.npy"]));
        Assert.DoesNotContain("all.npy", _folder.Names);
    }

    [Fact]
    public void Its_temporary_files_are_removed_and_no_others()
    {
        var (mine, other) = (_folder.Add($".unext50-{Guid.NewGuid():N}.tmp"), _folder.Add("photo.jpg"));
        _folder.Add(".unext50-v.npy.lock", $"{mine}\n{other}\n{_folder[".unext50-"]}");
        _more.Write(_folder["v.npy"], resume: true);
        Assert.False(File.Exists(mine));
        Assert.True(File.Exists(other));
    }
}
