using System.Text.Json;
using SkiaSharp;
using UneXt50.Cli.Tests.Serving;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>A model that was shown photos of its kind, and what it says of others.</summary>
public sealed class KnownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string _strange;

    public KnownTests()
    {
        _folder.AddClass("photos/warm", SKColors.Red, 20);
        _folder.AddClass("photos/cold", SKColors.Blue, 20);
        _folder.AddClass("photos/green", SKColors.Lime, 20);
        _folder.AddClass("strange", SKColors.Yellow, 1);
        (_model, _strange) = (_folder["knowing.onnx"], _folder["strange/0.png"]);
        Unext50.Run("model", "describe", Samples.Model, "--calibration", _folder["photos"], "--out", _model).Exits(0)
            .Shows("it tells strange photos, from 60 that it knows");
    }

    private string Known => _folder["photos/warm/3.png"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_strange_photo_is_marked_behind_its_best_class()
    {
        var lines = Classify(Known, _strange).OutputLines;
        Assert.EndsWith(" %  red", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("  strange", lines[5], StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("  strange", StringComparison.Ordinal));

        lines = Classify("--top", "1", Known, _strange).OutputLines;
        Assert.EndsWith(Known, lines[0], StringComparison.Ordinal);
        Assert.EndsWith($"{_strange}  strange", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_how_known_a_photo_is()
    {
        var rows = Classify(1, "--format", "jsonl", Known, _strange, "/none.jpg").OutputLines
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.InRange(rows[0].GetProperty("known").GetDouble(), 0.02, 1);
        Assert.Equal(0, rows[1].GetProperty("known").GetDouble());
        Assert.Equal(3, rows[1].GetProperty("classes").GetArrayLength());
        Assert.All(rows, row => Assert.False(row.TryGetProperty("unknown", out _)));
        Assert.False(rows[2].TryGetProperty("known", out _));
    }

    [Fact]
    public void A_table_has_a_column_for_it_before_the_camera_of_others()
    {
        var lines = Classify(1, "--format", "csv", "--top", "1", Known, _strange, "/none.jpg").OutputLines;
        Assert.Equal("input,status,rank,index,label,probability,known", lines[0]);
        Assert.Matches(@"^.*,ok,1,0,red,0\.\d+,(1|0\.\d{1,4})$", lines[1]);
        Assert.Matches(@"^.*,ok,1,\d,\w+,0\.\d+,0$", lines[2]);
        Assert.EndsWith(",,,,,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_shown_none_says_nothing_of_it()
    {
        foreach (var format in (string[])["jsonl", "json", "csv", "text"])
        {
            var output = Unext50.Run("classify", "--model", Samples.Model, "--format", format, _strange).Exits(0).Output;
            Assert.DoesNotContain("known", output, StringComparison.Ordinal);
            Assert.DoesNotContain("  strange", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Unknown_is_the_answer_where_it_is_asked_for()
    {
        Assert.Equal($"{_strange}\n  unknown\n", Classify("--unknown", "5", _strange).Output);
        Assert.Contains("-  unknown", Classify("--unknown", "5", "--top", "1", _strange).Output, StringComparison.Ordinal);
        Assert.EndsWith(",ok,,,unknown,,0\n", Classify("--unknown", "5", "--format", "csv", _strange).Output,
            StringComparison.Ordinal);
        Assert.Contains("\"classes\":[],\"known\":0,\"unknown\":true",
            Classify("--unknown", "5", "--format", "jsonl", _strange).Output, StringComparison.Ordinal);
        Assert.Contains("red", Classify("--unknown", "5", "--top", "1", Known).Output, StringComparison.Ordinal);
        // Not even the strangest is unknown to 0 %.
        Assert.DoesNotContain("unknown", Classify("--unknown", "0", _strange).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_says_the_same()
    {
        using var server = new Server(
            new Unext50 { Folder = _folder.Path }, ["--listen", "127.0.0.1:0", "--model", _model, "--unknown", "5"]);
        var row = Server.Json(server.Post("/classify", _strange)).GetProperty("results")[0];
        Assert.Equal(0, row.GetProperty("known").GetDouble());
        Assert.True(row.GetProperty("unknown").GetBoolean());
        row = Server.Json(server.Post("/classify", Known)).GetProperty("results")[0];
        Assert.InRange(row.GetProperty("known").GetDouble(), 0.05, 1);
    }

    [Fact]
    public void It_cannot_be_asked_of_a_model_that_was_shown_none()
    {
        Unext50.Run("classify", "--model", Samples.Model, "--unknown", "5", Known)
            .Fails(2, Samples.Model, "nothing stored", "leave --unknown out", "'unext50 model describe'", "--calibration");
        Unext50.Run("classify", "--model", _model, "--unknown", "101", Known).Fails(2, "0 to 100");
        Unext50.Run("classify", "--model", _model, "--unknown", "few", Known).Fails(2, "0 to 100");
    }

    [Fact]
    public void A_head_of_the_model_before_stays_valid_and_measures_by_its_own_photos()
    {
        var head = _folder["hues.head.onnx"];
        Unext50.Run("head", "train", _folder["photos"], "--out", head, "--model", Samples.Model).Exits(0);

        var row = JsonDocument.Parse(
            Classify("--head", head, "--unknown", "5", "--format", "jsonl", _strange).Output).RootElement;
        Assert.Equal(0, row.GetProperty("known").GetDouble());
        Assert.False(row.TryGetProperty("unknown", out _));
        Assert.Equal(3, row.GetProperty("classes").GetArrayLength());
        Assert.True(row.GetProperty("heads")[0].GetProperty("unknown").GetBoolean());
        Assert.DoesNotContain("strange\n", Classify("--head", head, _strange).Output, StringComparison.Ordinal);
        Assert.Equal("input,status,rank,index,label,probability,head,output,value,known",
            Classify("--head", head, "--format", "csv", _strange).OutputLines[0]);

        File.WriteAllBytes(_folder["other.onnx"], new TinyModel { Labels = ["a", "b", "c"] }.ToBytes());
        Unext50.Run("model", "describe", _folder["other.onnx"], "--calibration", _folder["photos"],
            "--out", _folder["other-knowing.onnx"]).Exits(0);
        Unext50.Run("classify", "--model", _folder["other-knowing.onnx"], "--head", head, Known)
            .Fails(3, head, "another model");
        Assert.Contains($"\"backbone_sha256\": \"{Sha256Digest.OfFile(Samples.Model)}\"",
            Unext50.Run("model", "info", _model, "--format", "json").Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_of_the_model_before_can_still_be_searched()
    {
        var all = _folder["all.npy"];
        Unext50.Run("features", "-r", _folder["photos"], "--model", Samples.Model, "--out", all).Exits(0);

        Unext50.Run("features", "nearest", Known, "--in", all, "--model", _model, "--top", "1").Exits(0).Shows("warm/3.png");
    }

    [Fact]
    public void Rows_of_another_limit_are_not_continued()
    {
        string[] run = ["-r", _folder["photos"], "--out", _folder["all.csv"], "--resume"];
        Classify([.. run, "--unknown", "5"]);
        Unext50.Run(["classify", "--model", _model, .. run]).Fails(4, "unknown (5 and none)");
        Classify([.. run, "--unknown", "5"]);
    }

    [Fact]
    public void Info_says_from_how_many_photos_it_is()
    {
        Unext50.Run("model", "info", _model).Exits(0)
            .Shows("known         tells strange photos, from 60 that it knows", "(what heads are bound to)");
        Unext50.Run("model", "info", _model, "--format", "json").Exits(0).Shows("\"known_photos\": 60");
        Unext50.Run("model", "info", Samples.Model).Exits(0).Shows("nothing is stored of photos that it knows");
    }

    [Fact]
    public void What_is_damaged_is_refused_as_a_broken_model()
    {
        var bytes = File.ReadAllBytes(_model);
        var at = bytes.AsSpan().IndexOf("unext50.known.means"u8);
        bytes[at + 40] = (byte)'!';
        File.WriteAllBytes(_folder["broken.onnx"], bytes);

        Unext50.Run("classify", "--model", _folder["broken.onnx"], Known)
            .Fails(3, "unext50.known.means", "as many numbers", "'unext50 model describe'");
    }

    [Fact]
    public void Too_few_photos_and_other_options_are_refused()
    {
        var output = _folder["out.onnx"];
        Unext50.Run("model", "describe", Samples.Model, "--calibration", _folder["photos/warm"], "--out", output)
            .Fails(1, "--calibration", "20 of 20 photos", "50 are needed");
        Unext50.Run("model", "describe", Samples.Model, "--out", output).Fails(2, "--labels", "--calibration");
        Unext50.Run("model", "describe", Samples.Model, "--calibration", _folder["photos"], "--out", output,
            "--size", "32").Fails(2, "--size", "give --labels too");
        Unext50.Run("model", "describe", Samples.Model, "--calibration", _folder["photos"], "--out", Samples.Model)
            .Fails(4, "--out would replace it");
        Assert.False(File.Exists(output));
    }

    private Answer Classify(params string[] arguments) => Classify(0, arguments);

    private Answer Classify(int exitCode, params string[] arguments) =>
        Unext50.Run(["classify", "--model", _model, .. arguments]).Exits(exitCode);
}
