using UneXt50.Tests.Writers;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Parts;

/// <summary>What is on the disk while a run goes on, and what is made of it when the run was killed.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly string[] Inputs = ["a", "b", "c", "d"];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _killed = new();

    public void Dispose()
    {
        _folder.Dispose();
        _killed.Dispose();
    }

    public static TheoryData<FeatureFormat, string> Formats => new()
    {
        { FeatureFormat.Npy, "v.npy" }, { FeatureFormat.Csv, "v.csv" }, { FeatureFormat.JsonLines, "v.jsonl" },
    };

    // What the disk has at this moment is all that a kill leaves, and half a row.
    private void Kill()
    {
        Copy();
        foreach (var file in _killed.Names.Where(name => !name.StartsWith('.') && !name.EndsWith(".json", StringComparison.Ordinal)))
            File.AppendAllText(_killed[file], "half a r");
    }

    private void Copy() => _folder.Shell($"cp -a . '{_killed.Path}'");

    private static Collection Photos(FeatureFormat format, params string[] names) => new(names) { Format = format };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_killed_run_is_continued_from_its_last_checkpoint(FeatureFormat format, string name)
    {
        var photos = Photos(format, Inputs);
        photos.Broken.Add("b");
        using (var writer = photos.Open(_folder[name]))
            photos.Write(writer, stopAfter: 3, each: writer.Checkpoint, ends: Kill);

        var again = Photos(format, Inputs);
        again.Write(_killed[name], resume: true);

        Assert.Equal(["b", "d"], again.Run);
        var plain = "plain" + Path.GetExtension(name);
        Photos(format, Inputs).WritePlain(_folder[plain]);
        Assert.Equal(File.ReadAllBytes(_folder[plain]), File.ReadAllBytes(_killed[name]));
        Assert.DoesNotContain(_killed.Names, left => left.StartsWith(".unext50-", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_run_with_checkpoints_writes_what_one_without_writes(FeatureFormat format, string name)
    {
        var photos = Photos(format, Inputs);
        using (var writer = photos.Open(_folder[name])) photos.Write(writer, each: writer.Checkpoint);
        Photos(format, Inputs).Write(_killed[name]);

        Assert.Equal(_killed.Names, _folder.Names);
        Assert.All(_killed.Names, file => Assert.Equal(File.ReadAllBytes(_killed[file]), File.ReadAllBytes(_folder[file])));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_run_that_fails_leaves_whole_rows(FeatureFormat format, string name)
    {
        var photos = Photos(format, Inputs);
        using (var writer = photos.Open(_folder[name]))
        {
            photos.Write(writer, stopAfter: 2, ends: () =>
            {
                writer.Checkpoint();
                writer.Write(Sample.Success("c"));
            });
        }

        var again = Photos(format, Inputs);
        again.Write(_folder[name], resume: true);
        Assert.Equal(["c", "d"], again.Run);
    }

    [Fact]
    public void Rows_of_an_earlier_run_are_not_given_up_for_a_part_of_them()
    {
        new Collection("b", "d") { Format = FeatureFormat.Csv }.Write(_folder["v.csv"]);
        var before = File.ReadAllBytes(_folder["v.csv"]);
        var photos = Photos(FeatureFormat.Csv, Inputs);
        using (var writer = photos.Open(_folder["v.csv"], resume: true))
        {
            photos.Write(writer, stopAfter: 1, ends: () =>
            {
                writer.Checkpoint();
                Assert.Equal(before, File.ReadAllBytes(_folder["v.csv"]));
                Copy();
            });
        }

        var again = Photos(FeatureFormat.Csv, Inputs);
        again.Write(_killed["v.csv"], resume: true);
        Assert.Equal(["a", "c"], again.Run);
    }

    [Fact]
    public void What_no_longer_reaches_its_record_is_refused()
    {
        var photos = Photos(FeatureFormat.Csv, Inputs);
        using (var writer = photos.Open(_folder["v.csv"]))
        {
            photos.Write(writer, stopAfter: 3, ends: () =>
            {
                writer.Checkpoint();
                Kill();
            });
        }

        File.WriteAllBytes(_killed["v.csv"], File.ReadAllBytes(_killed["v.csv"])[..^"half a row".Length]);
        var refused = Assert.Throws<UneXt50Exception>(() => photos.Open(_killed["v.csv"], resume: true));
        Assert.Contains("it is shorter", refused.Message, StringComparison.Ordinal);
    }
}
