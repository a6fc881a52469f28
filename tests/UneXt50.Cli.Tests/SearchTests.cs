using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary><c>features nearest</c> and <c>features duplicates</c>, on photos of plain colours.</summary>
public sealed class SearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SearchTests()
    {
        Directory.CreateDirectory(_folder["photos"]);
        Samples.WriteColour(_folder["photos/a.png"], 250, 0);
        Samples.WriteColour(_folder["photos/b.png"], 240, 10);
        Samples.WriteColour(_folder["photos/c.png"], 0, 250);
        _folder.Add("photos/d.jpg", "no picture");
        Samples.WriteColour(_folder["photos/e.png"], 125, 0);
        Run("features", "photos", "--out", "all.npy").Exits(1);
    }

    public void Dispose() => _folder.Dispose();

    private Answer Run(params string[] arguments) => new Unext50 { Folder = _folder.Path }.With(arguments);

    private Answer Nearest(params string[] more) => Run(["features", "nearest", "--in", "all.npy", .. more]);

    [Fact]
    public void A_photo_finds_those_most_like_it_by_name()
    {
        var lines = Nearest("photos/e.png", "--top", "3").Exits(0).OutputLines;
        Assert.Equal(
            ["photos/e.png", "  1.0000  photos/a.png", "  1.0000  photos/e.png", "  0.9991  photos/b.png"], lines);
    }

    [Fact]
    public void The_distance_tells_apart_what_has_the_same_direction()
    {
        var lines = Nearest("photos/e.png", "--top", "2", "--metric", "euclidean", "--format", "csv")
            .Exits(0).OutputLines;
        Assert.Equal("query,status,rank,row,input,distance", lines[0]);
        Assert.Equal("photos/e.png,ok,1,3,photos/e.png,0", lines[1]);
        Assert.StartsWith("photos/e.png,ok,2,1,photos/b.png,0.4526", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_and_rows_of_arrays_are_queries_in_their_order_and_a_bad_one_costs_its_answer_only()
    {
        var answer = Nearest("all.npy", "photos", "--top", "1", "--format", "jsonl").Exits(1);
        var rows = answer.OutputLines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["photos/a.png", "photos/b.png", "photos/c.png", "photos/e.png",
             "photos/a.png", "photos/b.png", "photos/c.png", "photos/d.jpg", "photos/e.png"],
            rows.Select(row => row.GetProperty("query").GetString()));
        Assert.Equal(0, rows[7].GetProperty("rows").GetArrayLength());
        Assert.NotEmpty(rows[7].GetProperty("error").GetString()!);
        Assert.Equal(2, rows[6].GetProperty("rows")[0].GetProperty("row").GetInt32());
        Assert.Equal("photos/c.png", rows[6].GetProperty("rows")[0].GetProperty("input").GetString());
        Assert.Equal(1, rows[6].GetProperty("rows")[0].GetProperty("cosine").GetSingle());
        Assert.Contains("photos/d.jpg", answer.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_is_scaled_as_the_record_says()
    {
        Run("features", "photos/a.png", "photos/c.png", "--normalize", "l2", "--out", "unit.npy").Exits(0);
        var lines = Run(
            "features", "nearest", "photos/e.png", "--in", "unit.npy", "--metric", "euclidean", "--top", "1", "--format",
            "csv").Exits(0).OutputLines;
        Assert.Equal("photos/e.png,ok,1,0,photos/a.png,0", lines[1]);
        Run("features", "nearest", "all.npy", "--in", "unit.npy", "--metric", "euclidean")
            .Fails(2, "all.npy.run.json", "--metric cosine", "--normalize");
    }

    [Fact]
    public void Pages_show_the_pictures_that_are_still_there()
    {
        File.Delete(_folder["photos/b.png"]);
        Nearest("photos/a.png", "--html", "near.html", "--out", "near.csv").Exits(0);
        var page = File.ReadAllText(_folder["near.html"]);
        Assert.Equal(4, page.Split("<img ").Length - 1); // the query, a, c and e
        Assert.Contains("not at hand", page, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(_folder["near.csv"]).Length);

        Run("features", "duplicates", "all.npy", "--html", "same.html").Exits(0);
        Assert.Contains("group 1: 3 rows", File.ReadAllText(_folder["same.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Duplicates_are_listed_in_groups_and_no_photo_is_touched()
    {
        var before = Directory.GetFiles(_folder["photos"]).Length;
        Run("features", "duplicates", "all.npy").Exits(0)
            .Shows("group 1: 3 rows\n  1.0000  photos/a.png\n  0.9991  photos/b.png\n  1.0000  photos/e.png\n");
        var lines = Run("features", "duplicates", "all.npy", "--threshold", "0.9999", "--format", "csv")
            .Exits(0).OutputLines;
        Assert.Equal(["group,row,input,cosine", "1,0,photos/a.png,1", "1,3,photos/e.png,1"], lines);
        var group = JsonDocument.Parse(Assert.Single(
            Run("features", "duplicates", "all.npy", "--format", "jsonl").Exits(0).OutputLines)).RootElement;
        Assert.Equal(1, group.GetProperty("group").GetInt32());
        Assert.Equal(3, group.GetProperty("rows").GetArrayLength());
        Assert.Equal(before, Directory.GetFiles(_folder["photos"]).Length);
    }

    [Fact]
    public void Another_model_than_that_of_the_record_is_refused_with_both()
    {
        File.WriteAllBytes(_folder["other.onnx"], new TinyModel { Labels = ["x", "y", "z"] }.ToBytes());
        Nearest("photos/a.png", "--model", "other.onnx").Fails(3, "all.npy.run.json", "other.onnx", "another model");
        Run("features", "photos/a.png", "--model", "other.onnx", "--out", "other.npy").Exits(0);
        Nearest("other.npy").Fails(3, "other.npy.run.json", "another model");
    }

    [Fact]
    public void Without_a_record_what_is_assumed_is_said_and_without_an_index_rows_have_numbers()
    {
        File.Delete(_folder["all.npy.run.json"]);
        File.Delete(_folder["all.index.csv"]);
        var answer = Nearest("photos/c.png", "--top", "1").Exits(0).Shows("  1.0000  row 2\n");
        Assert.Contains("is assumed", answer.ErrorLine, StringComparison.Ordinal);
        Assert.Equal("", Nearest("all.npy", "--top", "1").Exits(0).Shows("all.npy row 2\n").Error);
    }

    [Fact]
    public void Queries_of_another_width_and_models_of_another_width_are_refused()
    {
        WriteMatrix("wide.npy", "<f4", "(1, 5)", 5);
        Nearest("wide.npy", "photos/c.png", "--top", "1").Fails(1, "wide.npy", "it has 5 values", "have 3")
            .Shows("photos/c.png\n  1.0000  photos/c.png\n");
        Run("features", "nearest", "photos/c.png", "--in", "wide.npy").Exits(3);
    }

    [Theory]
    [InlineData("<f8", "(1, 3)", 6, "its numbers are <f8")]
    [InlineData("<f4", "(2, 3)", 5, "it ends too early")]
    [InlineData("<f4", "(3,)", 3, "it is [3], not [rows, width]")]
    [InlineData("<f4", "(0, 3)", 0, "it has no rows")]
    public void Arrays_of_another_kind_are_refused(string type, string shape, int numbers, string problem)
    {
        WriteMatrix("bad.npy", type, shape, numbers);
        Run("features", "nearest", "photos/a.png", "--in", "bad.npy").Fails(1, "bad.npy", problem);
        Run("features", "duplicates", "bad.npy").Fails(1, "bad.npy", problem);
        Nearest("bad.npy").Fails(1, "bad.npy", problem);
    }

    [Fact]
    public void Rows_that_are_not_finite_are_left_out_and_told()
    {
        WriteMatrix("nan.npy", "<f4", "(2, 3)", 6, first: float.NaN);
        Run("features", "duplicates", "nan.npy").Fails(1, "nan.npy", "row 0 left out");
        Run("features", "nearest", "all.npy", "--in", "nan.npy", "--top", "1").Fails(1, "row 0 left out");
        Nearest("nan.npy", "--top", "1").Fails(1, "nan.npy row 0", "not a number");
    }

    [Theory]
    [InlineData("nearest photos/a.png --in all.npy --top 0", "--top takes a number from 1")]
    [InlineData("nearest photos/a.png --in all.npy --top many", "--top takes a number from 1")]
    [InlineData("nearest photos/a.png --in all.npy --metric manhattan", "--metric takes cosine, euclidean")]
    [InlineData("nearest photos/a.png", "--in")]
    [InlineData("nearest --in all.npy", "<queries> is missing")]
    [InlineData("duplicates all.npy --threshold 1.1", "--threshold takes a number from -1 to 1")]
    [InlineData("duplicates all.npy --threshold -1.1", "--threshold takes a number from -1 to 1")]
    [InlineData("duplicates all.npy --threshold NaN", "--threshold takes a number from -1 to 1")]
    [InlineData("duplicates", "<file> is missing")]
    [InlineData("duplicates all.npy --html page.csv", "--html page.csv asks for csv")]
    public void Wrong_values_are_refused_with_those_that_are_taken(string arguments, string problem) =>
        Run(["features", .. arguments.Split(' ')]).Fails(2, problem);

    [Fact]
    public void A_folder_without_photos_and_a_missing_array_are_told()
    {
        Directory.CreateDirectory(_folder["empty"]);
        Nearest("empty").Fails(1, "empty: it holds no pictures");
        Run("features", "nearest", "photos/a.png", "--in", "none.npy").Fails(1, "none.npy: there is no such file");
        Nearest("none.npy").Fails(1, "none.npy: there is no such file");
    }

    [Fact]
    public void A_damaged_record_or_index_is_told_with_what_to_do()
    {
        _folder.Add("all.npy.run.json", "{}");
        Nearest("photos/a.png").Fails(1, "all.npy.run.json", "move it away");
        File.Delete(_folder["all.npy.run.json"]);
        _folder.Add("all.index.csv", "row,input,status\n0,a,ok\n");
        Nearest("all.npy").Fails(1, "all.index.csv", "move it away");
    }

    [Fact]
    public void What_is_searched_is_never_written_over()
    {
        var before = File.ReadAllBytes(_folder["all.npy"]);
        _folder.Shell("ln -s photos/a.png a.html");
        Nearest("photos/a.png", "--html", "a.html").Exits(4);
        Run("features", "duplicates", "all.npy", "--out", "all.index.csv").Exits(4);
        Nearest("photos/a.png", "--top", "1").Exits(0).Shows("photos/a.png\n");
        Run("features", "duplicates", "all.npy", "--out", "./all.npy").Exits(2);
        _folder.Shell("ln -s all.npy link.csv");
        Run("features", "duplicates", "all.npy", "--out", "link.csv").Exits(4);
        Assert.Equal(before, File.ReadAllBytes(_folder["all.npy"]));
    }

    private void WriteMatrix(string name, string type, string shape, int numbers, float first = 1)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        float[] data = [.. Enumerable.Range(0, numbers).Select(i => i == 0 ? first : i)];
        File.WriteAllBytes(_folder[name],
            [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header.Select(c => (byte)c),
             .. data.SelectMany(BitConverter.GetBytes)]);
    }
}
