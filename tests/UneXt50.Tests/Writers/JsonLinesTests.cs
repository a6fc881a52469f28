using System.Diagnostics;
using System.Text.Json;
using UneXt50.Results;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Writers;

public class JsonLinesTests
{
    [Fact]
    public void Each_input_is_one_object_on_one_line()
    {
        var lines = Classes(Sample.Success("a.jpg"), Sample.Failure("b.jpg"), Sample.Success("c.jpg"));
        Assert.Equal(["a.jpg", "b.jpg", "c.jpg"], lines.Select(Input));
        Assert.Equal("""{"input":"b.jpg","error":"is cut short, at 50 %; copy it again","classes":[]}""", lines[1]);
        using var row = JsonDocument.Parse(lines[0]);
        Assert.Equal(3, row.RootElement.GetProperty("classes").GetArrayLength());
        Assert.Equal(35.5, row.RootElement.GetProperty("milliseconds").GetProperty("total").GetDouble());
    }

    [Fact]
    public void A_row_that_goes_to_several_places_is_serialised_once()
    {
        var (first, second) = (Sample.Success("a.jpg"), Sample.Success("b.jpg"));
        var line = ClassificationRow.Line(first, new ClassificationOptions(Top: 2));

        Assert.Same(line, ClassificationRow.Line(first, new ClassificationOptions(Top: 2)));
        Assert.NotEqual(line, ClassificationRow.Line(first, new ClassificationOptions(Top: 1)));
        Assert.NotEqual(line, ClassificationRow.Line(second, new ClassificationOptions(Top: 2)));
    }

    [Fact]
    public void Features_read_back_as_the_same_floats()
    {
        float[] features = [0, 1f / 3, float.Epsilon, float.MaxValue, 123456.789f];
        var line = Features(FeatureNormalization.None, Sample.Success("a.jpg", features))[0];
        using var row = JsonDocument.Parse(line);
        var read = row.RootElement.GetProperty("features").EnumerateArray().Select(value => value.GetSingle());
        Assert.Equal(features, read);
    }

    [Fact]
    public void Features_can_have_length_one()
    {
        var line = Features(FeatureNormalization.L2, Sample.Success("a.jpg"))[0];
        Assert.StartsWith("""{"input":"a.jpg","features":[0.6,0.8,0],""", line);
    }

    [Fact]
    public void A_failed_input_has_its_error_in_place_of_features() => Assert.Equal(
        """{"input":"b.jpg","error":"is cut short, at 50 %; copy it again"}""",
        Features(FeatureNormalization.None, Sample.Failure("b.jpg"))[0]);

    [Fact]
    public void A_row_can_be_read_before_the_run_ends()
    {
        using var folder = new TemporaryFolder();
        using var writer = Sample.Classes(folder["a.jsonl"], ClassificationFormat.JsonLines, new());
        writer.Write(Sample.Success("a.jpg"));
        var temporary = Assert.Single(folder.Names);
        // By another program: .NET itself looks at locks, which others do not.
        using var cat = Process.Start(
            new ProcessStartInfo("cat", [folder[temporary]]) { RedirectStandardOutput = true })!;
        Assert.Equal("a.jpg", Input(cat.StandardOutput.ReadToEnd().TrimEnd('\n')));
    }

    private static string[] Classes(params Outcome[] outcomes) => Lines(Sample.Written(
        path => Sample.Classes(path, ClassificationFormat.JsonLines, new(Top: 3)), outcomes));

    private static string[] Features(FeatureNormalization normalization, params Outcome[] outcomes) =>
        Lines(Sample.Written(
            path => FeatureWriter.Create(path, FeatureFormat.JsonLines, 3, normalization), outcomes));

    private static string[] Lines(string text)
    {
        Assert.EndsWith("\n", text);
        return text[..^1].Split('\n');
    }

    private static string Input(string line)
    {
        using var row = JsonDocument.Parse(line);
        return row.RootElement.GetProperty("input").GetString()!;
    }
}
