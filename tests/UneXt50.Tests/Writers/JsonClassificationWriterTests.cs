using System.Text.Json;
using UneXt50.Results;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Writers;

public class JsonClassificationWriterTests
{
    [Fact]
    public void A_document_has_model_results_and_summary()
    {
        using var document = Json(new(Top: 2), Sample.Success("a.jpg"), Sample.Failure("b.jpg"));
        var root = document.RootElement;
        Assert.Equal(
            ["schema_version", "model", "results", "summary"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(1, root.GetProperty("schema_version").GetInt32());
        Assert.Equal(
            """
            {"file":"m.onnx","architecture":"resnext50_32x4d","precision":"int8","input_size":160,"classes":3,
            "source_sha256":"abc123"}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(root.GetProperty("model")));

        var first = root.GetProperty("results")[0];
        Assert.Equal("a.jpg", first.GetProperty("input").GetString());
        Assert.Equal(
            [(2, "soy \"healthy\"", 0.625), (0, "apple scab", 0.25)],
            first.GetProperty("classes").EnumerateArray().Select(score => (
                score.GetProperty("index").GetInt32(),
                score.GetProperty("label").GetString()!,
                Math.Round(score.GetProperty("probability").GetDouble(), 6))));
        Assert.Equal(
            """{"decode":4,"preprocess":1.5,"inference":30,"rest":0.25,"total":35.5}""",
            JsonSerializer.Serialize(first.GetProperty("milliseconds")));
        Assert.False(first.TryGetProperty("error", out _));

        Assert.Equal(
            """{"input":"b.jpg","error":"is cut short, at 50 %; copy it again","classes":[]}""",
            JsonSerializer.Serialize(root.GetProperty("results")[1]));
    }

    [Fact]
    public void The_summary_has_the_runs_figures_with_their_units()
    {
        using var document = Json(new());
        Assert.Equal(
            """
            {"succeeded":3,"failed":1,"interrupted":false,"wall_seconds":1.5,"photos_per_second":2,
            "model_load_milliseconds":43.21,
            "latency_milliseconds":{"decode":{"count":3,"mean":4,"p50":4,"p95":5,"p99":5,"max":5.5},
            "preprocess":{"count":3,"mean":1.5,"p50":1.5,"p95":2,"p99":2,"max":2},
            "inference":{"count":3,"mean":30,"p50":30,"p95":40,"p99":40,"max":41},
            "rest":{"count":3,"mean":0.25,"p50":0.25,"p95":0.5,"p99":0.5,"max":0.5},
            "total":{"count":3,"mean":35.5,"p50":35,"p95":47,"p99":47,"max":48}},
            "peak_resident_bytes":134217728,"managed_heap_bytes":3145728}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(document.RootElement.GetProperty("summary")));
    }

    [Fact]
    public void A_run_without_inputs_is_a_document_too()
    {
        using var document = Json(new());
        Assert.Equal(0, document.RootElement.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void An_input_below_the_threshold_has_no_classes()
    {
        using var document = Json(new(Threshold: 0.9f), Sample.Success("a.jpg"));
        Assert.Equal(0, document.RootElement.GetProperty("results")[0].GetProperty("classes").GetArrayLength());
    }

    [Fact]
    public void An_interrupted_run_is_a_whole_document_that_says_so()
    {
        using var folder = new TemporaryFolder();
        using (var writer = Open(folder["a.json"], new()))
        {
            writer.Write(Sample.Success("a.jpg"));
            writer.Complete(Sample.Summary(interrupted: true));
        }

        using var document = JsonDocument.Parse(File.ReadAllText(folder["a.json"]));
        Assert.True(document.RootElement.GetProperty("summary").GetProperty("interrupted").GetBoolean());
        Assert.Equal(1, document.RootElement.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void A_document_that_is_not_completed_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using (var writer = Open(folder["a.json"], new())) writer.Write(Sample.Success("a.jpg"));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_full_disk_is_one_error_and_disposing_is_quiet()
    {
        var error = Assert.Throws<UneXt50Exception>(() =>
        {
            using var writer = Open("/dev/full", new());
            writer.Write(Sample.Success("a.jpg"));
        });
        Assert.Equal(ErrorKind.Output, error.Kind);
    }

    private static JsonDocument Json(ClassificationOptions options, params Outcome[] outcomes) =>
        JsonDocument.Parse(Sample.Written(path => Open(path, options), outcomes));

    private static IResultWriter Open(string path, ClassificationOptions options) =>
        Sample.Classes(path, ClassificationFormat.Json, options);
}
