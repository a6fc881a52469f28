using UneXt50.Sources;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Parts;

public sealed class PartMergeTests : IDisposable
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 100).Select(i => $"p/{i}, \"{i}\".jpg")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Parts(Collection photos, int count, string extension = "npy")
    {
        string[] paths = [.. Enumerable.Range(1, count).Select(i => _folder[$"part-{i}.{extension}"])];
        for (var i = 1; i <= count; i++) photos.Write(paths[i - 1], new Shard(i, count));
        return paths;
    }

    private string Refused(params string[] parts)
    {
        var error = Assert.Throws<UneXt50Exception>(() => Collection.Merge(parts, _folder["all.npy"]));
        Assert.Equal(ErrorKind.Output, error.Kind);
        Assert.DoesNotContain(_folder.Names, name => name.StartsWith("all", StringComparison.Ordinal));
        return error.Message;
    }

    [Theory]
    [InlineData(FeatureFormat.Npy, "npy")]
    [InlineData(FeatureFormat.Csv, "csv")]
    [InlineData(FeatureFormat.JsonLines, "jsonl")]
    public void The_whole_is_byte_for_byte_what_one_run_writes(FeatureFormat format, string extension)
    {
        var photos = new Collection(Names) { Format = format, Broken = { Names[0], Names[50], Names[99] } };
        var parts = Parts(photos, 7, extension);
        Assert.Equal(100, Collection.Merge([.. parts.Reverse()], _folder[$"all.{extension}"]));

        photos.WritePlain(_folder[$"plain.{extension}"]);
        Assert.Equal(File.ReadAllBytes(_folder[$"plain.{extension}"]), File.ReadAllBytes(_folder[$"all.{extension}"]));
        if (format != FeatureFormat.Npy) return;
        Assert.Equal(File.ReadAllBytes(_folder["plain.index.csv"]), File.ReadAllBytes(_folder["all.index.csv"]));
    }

    [Fact]
    public void The_whole_can_be_gone_on_with()
    {
        Collection.Merge(Parts(new Collection(Names), 3), _folder["all.npy"]);
        var grown = new Collection([.. Names, "new.jpg"]);
        grown.Write(_folder["all.npy"], resume: true);
        Assert.Equal(["new.jpg"], grown.Run);
    }

    [Fact]
    public void More_shards_than_photos_leave_empty_parts()
    {
        Collection.Merge(Parts(new Collection("a", "b"), 20), _folder["all.npy"]);
        new Collection("a", "b").WritePlain(_folder["plain.npy"]);
        Assert.Equal(File.ReadAllBytes(_folder["plain.npy"]), File.ReadAllBytes(_folder["all.npy"]));
    }

    [Fact]
    public void Missing_shards_are_named()
    {
        var parts = Parts(new Collection(Names), 5);
        Assert.Contains("shard 4 of 5 is missing", Refused([.. parts[..3], parts[4]]), StringComparison.Ordinal);
        Assert.Contains("shards 1, 3, 5 of 5 are missing", Refused(parts[1], parts[3]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_named_twice_is_refused()
    {
        var parts = Parts(new Collection(Names), 3);
        Assert.Contains("shard 2/3", Refused([.. parts, parts[1]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_other_runs_are_refused_by_what_differs()
    {
        var parts = Parts(new Collection(Names), 2);
        new Collection(Names) { Model = "m2" }.Write(_folder["m.npy"], new Shard(2, 2));
        Assert.Contains("model (SHA-256 m2 and model)", Refused(parts[0], _folder["m.npy"]), StringComparison.Ordinal);
        new Collection(Names) { Normalization = FeatureNormalization.L2 }.Write(_folder["l.npy"], new Shard(2, 2));
        Assert.Contains("normalize (l2 and none)", Refused(parts[0], _folder["l.npy"]), StringComparison.Ordinal);
        new Collection(Names).Write(_folder["n.npy"], new Shard(2, 3));
        Assert.Contains("shard 2/3", Refused(parts[0], _folder["n.npy"]), StringComparison.Ordinal);
        new Collection(Names) { Width = 4 }.Write(_folder["w.npy"], new Shard(2, 2));
        Assert.Contains("4 values of Float32", Refused(parts[0], _folder["w.npy"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_another_number_are_refused()
    {
        new Collection(Names) { Format = FeatureFormat.Csv }.Write(_folder["1.csv"], new Shard(1, 2));
        new Collection(Names) { Format = FeatureFormat.Csv, Width = 4 }.Write(_folder["2.csv"], new Shard(2, 2));
        Assert.Contains("columns", Refused(_folder["1.csv"], _folder["2.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_another_list_are_refused_until_each_has_seen_it()
    {
        var parts = Parts(new Collection(Names), 2);
        var grown = new Collection([.. Names, "new.jpg"]);
        grown.Write(parts[1], new Shard(2, 2), resume: true);
        Assert.Contains("with resume", Refused(parts), StringComparison.Ordinal);
        grown.Write(parts[0], new Shard(1, 2), resume: true);
        Assert.Equal(101, Collection.Merge(parts, _folder["all.npy"]));
        Assert.Equal(["new.jpg"], grown.Run);
    }

    [Fact]
    public void An_interrupted_part_is_refused()
    {
        var photos = new Collection(Names);
        var parts = Parts(photos, 2);
        File.Delete(parts[1]);
        photos.Write(parts[1], new Shard(2, 2), stopAfter: 3);
        Assert.Contains("with shard 2/2 resume", Refused(parts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("part-1.npy", 300)]
    [InlineData("part-1.index.csv", 30)]
    public void A_damaged_part_is_refused(string name, int at)
    {
        var parts = Parts(new Collection(Names), 2);
        var bytes = File.ReadAllBytes(_folder[name]);
        bytes[at] ^= 1;
        File.WriteAllBytes(_folder[name], bytes);
        Assert.Contains("part-1.npy.run.json", Refused(parts), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_part_is_refused()
    {
        new Collection(Names).WritePlain(_folder["plain.npy"]);
        Assert.Contains("plain.npy.run.json", Refused(_folder["plain.npy"]), StringComparison.Ordinal);
        Assert.Contains("none.npy.run.json", Refused(_folder["none.npy"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_does_not_replace_a_part()
    {
        var parts = Parts(new Collection(Names), 2);
        var error = Assert.Throws<UneXt50Exception>(() => Collection.Merge(parts, parts[0]));
        Assert.Contains("1/2", error.Problem, StringComparison.Ordinal);
    }
}
