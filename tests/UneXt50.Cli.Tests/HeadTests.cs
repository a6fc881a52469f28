using System.Text.Json;
using SkiaSharp;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Learning classes and using them, with the commands a user gives.</summary>
public sealed class HeadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HeadTests() => _folder.AddClasses();

    public void Dispose() => _folder.Dispose();

    private string Trained(params string[] more)
    {
        Unext50.Run(["head", "train", _folder["photos"], "--out", _folder["hues.head.onnx"], .. more]).Exits(0);
        return _folder["hues.head.onnx"];
    }

    [Theory]
    [InlineData("logistic")]
    [InlineData("centroid")]
    [InlineData("knn")]
    public void A_folder_per_class_becomes_a_classifier(string method)
    {
        var head = Trained("--method", method);
        var line = Unext50.Run("classify", "--head", head, "--top", "1", Samples.Red, Samples.Blue)
            .Exits(0).OutputLines;
        Assert.Contains("warm", line[0], StringComparison.Ordinal);
        Assert.Contains("cold", line[1], StringComparison.Ordinal);
        Assert.InRange(new FileInfo(head).Length, 1, 20_000);
        Assert.True(File.Exists(_folder["hues.head.features.safetensors"]));
    }

    [Fact]
    public void The_report_is_text_or_json_and_is_stored_in_the_head()
    {
        var text = Unext50.Run("head", "train", _folder["photos"], "-o", _folder["a.onnx"]).Exits(0).Output;
        Assert.Contains("18 photos, 3 classes", text, StringComparison.Ordinal);
        Assert.Contains("95 % interval", text, StringComparison.Ordinal);
        Assert.Contains("fewer than 10 photos: cold, green, warm", text, StringComparison.Ordinal);

        var json = Unext50.Run("head", "train", _folder["photos"], "-o", _folder["a.onnx"], "-f", "json")
            .Exits(0).Output;
        using var report = JsonDocument.Parse(json);
        var accuracy = report.RootElement.GetProperty("cross_validation").GetProperty("accuracy");
        Assert.Equal(18, accuracy.GetProperty("total").GetInt32());
        using var info = JsonDocument.Parse(
            Unext50.Run("head", "info", _folder["a.onnx"], "-f", "json").Exits(0).Output);
        Assert.Equal(report.RootElement.GetRawText(), info.RootElement.GetProperty("report").GetRawText());
        Assert.Contains(
            text.Split("\nwrote ")[0], Unext50.Run("head", "info", _folder["a.onnx"]).Exits(0).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_ends_with_what_it_wrote_and_the_next_command()
    {
        var head = _folder["my head.onnx"];

        var said = Unext50.Run(
            "head", "train", _folder["photos"], "-o", head, "--html", _folder["p.html"], "-m", Samples.Model)
            .Exits(0).OutputLines;

        Assert.Equal($"wrote {head}, {_folder["my head.features.safetensors"]}, {_folder["p.html"]}", said[^2]);
        Assert.Equal($"next: unext50 classify --model {Samples.Model} --head '{head}' PHOTO", said[^1]);
        Unext50.Run("classify", "--model", Samples.Model, "--head", head, Samples.Red).Exits(0);
    }

    [Fact]
    public void A_changed_head_can_be_written_beside_the_old_one()
    {
        var head = Trained();
        var before = File.ReadAllBytes(head);

        Unext50.Run("head", "remove", head, "green", "--out", _folder["two.onnx"]).Exits(0);
        Unext50.Run("head", "add", head, _folder["photos"], "-o", _folder["same.onnx"]).Exits(0);

        Assert.Equal(before, File.ReadAllBytes(head));
        var labels = Unext50.Run("head", "info", _folder["two.onnx"]).Exits(0).Output;
        Assert.DoesNotContain("green", labels, StringComparison.Ordinal);
        Unext50.Run("head", "info", _folder["same.onnx"]).Exits(0).Shows("green");
    }

    [Fact]
    public void Two_trainings_give_the_same_bytes()
    {
        var day = new Unext50 { Variables = new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1000000000" } };
        foreach (var name in new[] { "a.onnx", "b.onnx" })
            day.With("head", "train", _folder["photos"], "--out", _folder[name]).Exits(0);
        Assert.Equal(File.ReadAllBytes(_folder["a.onnx"]), File.ReadAllBytes(_folder["b.onnx"]));
        Assert.Equal(
            File.ReadAllBytes(_folder["a.features.safetensors"]), File.ReadAllBytes(_folder["b.features.safetensors"]));
        Assert.Contains("2001-09-09", Unext50.Run("head", "info", _folder["a.onnx"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_that_fails_is_skipped_and_listed()
    {
        _folder.Add("photos/warm/broken.jpg", "no picture");
        var answer = Unext50.Run("head", "train", _folder["photos"], "--out", _folder["a.onnx"]).Fails(1, "broken.jpg");
        Assert.Contains("1 photos skipped", answer.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["a.onnx"]));
    }

    [Fact]
    public void The_page_is_whole()
    {
        Trained("--html", _folder["report.html"]);
        var page = File.ReadAllText(_folder["report.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Eval_measures_photos_held_back()
    {
        var head = Trained();
        _folder.AddClass("test/warm", SKColors.OrangeRed, 3);
        _folder.AddClass("test/cold", SKColors.Red, 1);
        using var json = JsonDocument.Parse(
            Unext50.Run("head", "eval", head, _folder["test"], "--format", "json", "--unknown", "50").Exits(0).Output);
        var assessment = json.RootElement.GetProperty("assessment");
        Assert.Equal(3, assessment.GetProperty("accuracy").GetProperty("successes").GetInt32());
        Assert.Equal("cold/0.png", assessment.GetProperty("mistakes")[0].GetProperty("photo").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("unknown").GetProperty("total").GetInt32());
        Assert.Contains("accuracy on 4 photos: 75.0 %",
            Unext50.Run("head", "eval", head, _folder["test"]).Exits(0).Output, StringComparison.Ordinal);

        _folder.AddClass("test/violet", SKColors.Violet, 1);
        Unext50.Run("head", "eval", head, _folder["test"]).Fails(2, "violet", "does not have it");
    }

    [Fact]
    public void Classes_and_photos_are_added_without_the_old_photos_and_classes_removed()
    {
        var head = Trained("--method", "centroid");
        _folder.Shell("rm -r photos");
        _folder.AddClass("more/yellow", SKColors.Yellow, 3);
        _folder.AddClass("more/warm", SKColors.OrangeRed, 2);
        var added = Unext50.Run("head", "add", head, _folder["more"]).Exits(0).Output;
        Assert.Contains("23 photos, 4 classes, method centroid", added, StringComparison.Ordinal);
        Assert.Contains("23 photos",
            Unext50.Run("head", "add", head, _folder["more"]).Exits(0).Output, StringComparison.Ordinal);

        var removed = Unext50.Run("head", "remove", head, "green").Exits(0).Output;
        Assert.Contains("17 photos, 3 classes", removed, StringComparison.Ordinal);
        Unext50.Run("head", "remove", head, "green").Fails(2, "no class 'green'", "cold, warm, yellow");
        Unext50.Run("head", "remove", head, "cold").Exits(0);
        Unext50.Run("head", "remove", head, "warm").Fails(2, "yellow", "only class");
    }

    [Fact]
    public void Each_head_answers_in_every_format()
    {
        var hues = Trained();
        File.Copy(hues, _folder["other.onnx"]);
        string[] run = ["classify", "--head", hues, "--head", _folder["other.onnx"], "--top", "2", Samples.Red];
        using var json = JsonDocument.Parse(Unext50.Run([.. run, "-f", "json"]).Exits(0).Output);
        var result = json.RootElement.GetProperty("results")[0];
        Assert.Equal("red", result.GetProperty("classes")[0].GetProperty("label").GetString());
        Assert.Equal(
            ["hues", "other"],
            result.GetProperty("heads").EnumerateArray().Select(head => head.GetProperty("head").GetString()));
        Assert.Equal("warm", result.GetProperty("heads")[1].GetProperty("classes")[0].GetProperty("label").GetString());

        var csv = Unext50.Run([.. run, "-f", "csv"]).Exits(0).OutputLines;
        Assert.Equal("input,status,rank,index,label,probability,head,output,value", csv[0]);
        Assert.Equal(5, csv.Length);
        Assert.StartsWith($"{Samples.Red},ok,1,2,warm,", csv[1], StringComparison.Ordinal);
        Assert.EndsWith(",hues,,", csv[1], StringComparison.Ordinal);
        Assert.Equal(
            ["  hues", "  other"],
            Unext50.Run(run).OutputLines
                .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' '));
        Assert.Contains("\"heads\":[{\"head\":\"hues\"",
            Unext50.Run([.. run, "-f", "jsonl"]).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unlike_the_training_photos_is_unknown_in_every_format()
    {
        var head = Trained();
        _folder.AddClass("strange", SKColors.White, 1);
        string[] run = ["classify", "--head", head, "--unknown", "5", _folder["strange/0.png"]];
        Assert.Contains("unknown", Unext50.Run(run).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("-  unknown", Unext50.Run([.. run, "--top", "1"]).Exits(0).Output, StringComparison.Ordinal);
        Assert.EndsWith(",ok,,,unknown,,hues,,",
            Unext50.Run([.. run, "-f", "csv"]).Exits(0).OutputLines[1], StringComparison.Ordinal);
        var json = Unext50.Run([.. run, "-f", "jsonl"]).Exits(0).Output;
        Assert.Contains("\"unknown\":true", json, StringComparison.Ordinal);
        Assert.Contains("\"unknown\":false",
            Unext50.Run([.. run[..^3], _folder["strange/0.png"], "-f", "jsonl"]).Output, StringComparison.Ordinal);
    }
}
