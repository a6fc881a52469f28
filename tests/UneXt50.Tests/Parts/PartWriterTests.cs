using System.Text.Json.Nodes;
using UneXt50.Sources;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Parts;

public sealed class PartWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Extension(FeatureFormat format) => format switch
    {
        FeatureFormat.Npy => "npy",
        FeatureFormat.Csv => "csv",
        _ => "jsonl",
    };

    private UneXt50Exception Refused(Action action)
    {
        var before = _folder.Names.ToDictionary(name => name, name => File.ReadAllBytes(_folder[name]));
        var error = Assert.Throws<UneXt50Exception>(action);
        Assert.Equal(ErrorKind.Output, error.Kind);
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), _folder.Names);
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(_folder[file.Key])));
        return error;
    }

    private void Same(string expected, string actual) =>
        Assert.Equal(File.ReadAllBytes(_folder[expected]), File.ReadAllBytes(_folder[actual]));

    [Theory]
    [InlineData(FeatureFormat.Npy)]
    [InlineData(FeatureFormat.Csv)]
    [InlineData(FeatureFormat.JsonLines)]
    public void Held_and_new_rows_stand_in_the_order_of_the_new_list(FeatureFormat format)
    {
        var (path, plain) = ($"v.{Extension(format)}", $"plain.{Extension(format)}");
        new Collection("b", "d", "e,\"5\"\n") { Format = format }.Write(_folder[path]);
        var grown = new Collection("a", "b", "c", "e,\"5\"\n", "d", "f") { Format = format };
        grown.Write(_folder[path], resume: true);
        Assert.Equal(["a", "c", "f"], grown.Run);

        grown.WritePlain(_folder[plain]);
        Same(plain, path);
        if (format == FeatureFormat.Npy) Same("plain.index.csv", "v.index.csv");
    }

    [Theory]
    [InlineData(FeatureFormat.Npy)]
    [InlineData(FeatureFormat.Csv)]
    [InlineData(FeatureFormat.JsonLines)]
    public void What_had_failed_is_tried_again(FeatureFormat format)
    {
        var path = _folder[$"v.{Extension(format)}"];
        var photos = new Collection("a", "b", "c") { Format = format, Broken = { "b" } };
        photos.Write(path);
        photos.Broken.Clear();
        photos.Run.Clear();
        photos.Write(path, resume: true);
        Assert.Equal(["b"], photos.Run);
    }

    [Fact]
    public void A_list_that_names_an_input_twice_has_its_rows_twice()
    {
        var photos = new Collection("a", "b", "a");
        photos.Write(_folder["v.npy"]);
        photos.Write(_folder["v.npy"], resume: true);
        photos.WritePlain(_folder["plain.npy"]);
        Same("plain.npy", "v.npy");
        Same("plain.index.csv", "v.index.csv");
    }

    [Fact]
    public void An_interrupted_run_keeps_what_earlier_ones_had_done()
    {
        new Collection("c", "d", "e").Write(_folder["v.npy"]);
        var grown = new Collection("a", "b", "c", "d", "e");
        grown.Write(_folder["v.npy"], resume: true, stopAfter: 1);
        Assert.Equal("row,input,status\n0,a,ok\n1,c,ok\n2,d,ok\n3,e,ok\n", File.ReadAllText(_folder["v.index.csv"]));

        grown.Write(_folder["v.npy"], resume: true);
        Assert.Equal(["a", "b"], grown.Run);
        grown.WritePlain(_folder["plain.npy"]);
        Same("plain.npy", "v.npy");
    }

    [Fact]
    public void A_file_without_a_record_is_never_overwritten_by_going_on()
    {
        new Collection("a").WritePlain(_folder["v.npy"]);
        var error = Refused(() => new Collection("a").Open(_folder["v.npy"], resume: true));
        Assert.Contains("v.npy.run.json", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_models_and_options_are_refused_by_name()
    {
        new Collection("a").Write(_folder["v.npy"]);
        var other = new Collection { Model = "m2" };
        Assert.Contains("model (", Refused(() => other.Open(_folder["v.npy"], resume: true)).Problem,
            StringComparison.Ordinal);
        other = new Collection { Normalization = FeatureNormalization.L2 };
        Assert.Contains("normalize (none and l2)", Refused(() => other.Open(_folder["v.npy"], resume: true)).Problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_shard_is_not_written_over(bool resume)
    {
        new Collection("a").Write(_folder["v.npy"], new Shard(1, 2));
        var error = Refused(() => new Collection("a").Open(_folder["v.npy"], new Shard(2, 2), resume));
        Assert.Contains("1/2", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_do_not_write_one_file_at_a_time()
    {
        using var first = new Collection("a").Open(_folder["v.npy"], new Shard(1, 2));
        var error = Assert.Throws<UneXt50Exception>(() => new Collection("a").Open(_folder["v.npy"], new Shard(2, 2)));
        Assert.Equal((ErrorKind.Output, "another run is writing it"), (error.Kind, error.Problem));
    }

    [Fact]
    public void Where_there_are_no_locks_the_second_to_end_is_refused()
    {
        using var first = new Collection("a").Open(_folder["v.npy"], new Shard(1, 2));
        File.Delete(_folder[".unext50-v.npy.lock"]);
        new Collection("b").Write(_folder["v.npy"], new Shard(2, 2));
        var error = Assert.Throws<UneXt50Exception>(() => new Collection("a").Write(first));
        Assert.Contains("meanwhile", error.Problem, StringComparison.Ordinal);
        first.Dispose();
        new Collection("b").Write(_folder["v.npy"], new Shard(2, 2), resume: true);
        Assert.Equal(["v.index.csv", "v.npy", "v.npy.run.json"], _folder.Names);
    }

    [Theory]
    [InlineData("v.npy")]
    [InlineData("v.index.csv")]
    public void A_changed_byte_is_noticed(string name)
    {
        new Collection("a", "b").Write(_folder["v.npy"]);
        var bytes = File.ReadAllBytes(_folder[name]);
        bytes[^3] ^= 1;
        File.WriteAllBytes(_folder[name], bytes);
        Refused(() => new Collection("a", "b").Open(_folder["v.npy"], resume: true));
    }

    [Fact]
    public void A_cut_array_is_noticed()
    {
        new Collection("a", "b").Write(_folder["v.npy"]);
        using (var file = File.OpenWrite(_folder["v.npy"])) file.SetLength(file.Length - 1);
        Refused(() => new Collection("a", "b").Open(_folder["v.npy"], resume: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1, 2")]
    [InlineData("{\"schema\":\"unext50.run/2\",\"model_sha256\":\"m\",\"options\":{},\"shard\":1,\"shards\":1}")]
    public void A_damaged_record_is_refused(string json)
    {
        new Collection("a").Write(_folder["v.npy"]);
        File.WriteAllText(_folder["v.npy.run.json"], json);
        Refused(() => new Collection("a").Open(_folder["v.npy"], resume: true));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("-1")]
    [InlineData("\"\"")]
    public void A_record_any_field_of_which_was_damaged_is_refused_or_still_right(string damage)
    {
        var photos = new Collection("a", "b");
        photos.Write(_folder["v.npy"]);
        var (path, whole) = (_folder["v.npy.run.json"], File.ReadAllText(_folder["v.npy.run.json"]));
        var array = File.ReadAllBytes(_folder["v.npy"]);
        var fields = JsonNode.Parse(whole)!.AsObject().Select(field => field.Key).ToArray();
        Assert.NotEmpty(fields);
        foreach (var field in fields)
        {
            var record = JsonNode.Parse(whole)!.AsObject();
            if (damage == "remove") record.Remove(field);
            else record[field] = JsonNode.Parse(damage);
            File.WriteAllText(path, record.ToJsonString());
            try
            {
                photos.Write(_folder["v.npy"], resume: true);
            }
            catch (UneXt50Exception refused)
            {
                Assert.Equal(ErrorKind.Output, refused.Kind);
            }

            Assert.Equal(array, File.ReadAllBytes(_folder["v.npy"]));
        }
    }

    [Fact]
    public void A_record_whose_files_have_gone_is_nothing_to_go_on_with()
    {
        var photos = new Collection("a");
        photos.Write(_folder["v.npy"]);
        File.Delete(_folder["v.npy"]);
        File.Delete(_folder["v.index.csv"]);
        photos.Write(_folder["v.npy"], resume: true);
        Assert.Equal(["a", "a"], photos.Run);
    }

    [Fact]
    public void Nothing_is_left_of_a_run_that_did_not_complete()
    {
        new Collection("a").Open(_folder["v.npy"]).Dispose();
        Assert.Empty(_folder.Names);
    }
}
