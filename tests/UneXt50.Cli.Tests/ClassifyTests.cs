using System.Globalization;
using System.Text.Json;
using Xunit;

namespace UneXt50.Cli.Tests;

public sealed class ClassifyTests
{
    // The softmax of 10, 0, 0.
    private const double Certain = 0.99990920;

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    [Fact]
    public void Text_is_for_people_and_has_no_colour_in_a_pipe()
    {
        var answer = Unext50.Run("classify", Samples.Red).Exits(0);
        Assert.Equal($"{Samples.Red}\n   99.99 %  red\n    0.00 %  green\n    0.00 %  blue\n", answer.Output);
    }

    [Fact]
    public void Json_is_one_document_with_model_results_and_summary()
    {
        var document = Parse(Unext50.Run("classify", "--format", "json", Samples.Red, "/none.jpg").Exits(1).Output);
        Assert.Equal(1, document.GetProperty("schema_version").GetInt32());
        Assert.Equal("tiny", document.GetProperty("model").GetProperty("architecture").GetString());
        var results = document.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(2, results.Length);
        var best = results[0].GetProperty("classes")[0];
        Assert.Equal("red", best.GetProperty("label").GetString());
        Assert.Equal(Certain, best.GetProperty("probability").GetDouble(), 1e-6);
        Assert.True(results[0].GetProperty("milliseconds").GetProperty("decode").GetDouble() > 0);
        Assert.Contains("no such file", results[1].GetProperty("error").ToString(), StringComparison.Ordinal);

        var summary = document.GetProperty("summary");
        Assert.Equal(1, summary.GetProperty("succeeded").GetInt32());
        Assert.Equal(1, summary.GetProperty("failed").GetInt32());
        var inference = summary.GetProperty("latency_milliseconds").GetProperty("inference");
        Assert.True(inference.GetProperty("p99").GetDouble() > 0);
        Assert.True(summary.GetProperty("peak_resident_bytes").GetInt64() > 1 << 20);
    }

    [Fact]
    public void Json_lines_are_one_object_for_each_input()
    {
        var lines = Unext50.Run("classify", "--format", "jsonl", Samples.Red, Samples.Blue).Exits(0).OutputLines;
        Assert.Equal([Samples.Red, Samples.Blue], lines.Select(line => Parse(line).GetProperty("input").GetString()));
    }

    [Fact]
    public void Csv_has_a_row_for_each_class()
    {
        var lines = Unext50.Run("classify", "--format", "csv", "--top", "2", Samples.Blue).Exits(0).OutputLines;
        Assert.Equal("input,status,rank,index,label,probability", lines[0]);
        Assert.StartsWith($"{Samples.Blue},ok,1,2,blue,0.9999", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void A_threshold_leaves_out_what_is_less_probable()
    {
        var lines = Unext50.Run("classify", "--format", "csv", "--threshold", "0.5", Samples.Blue).Exits(0).OutputLines;
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void Stats_go_to_standard_error_and_leave_the_results_alone()
    {
        var answer = Unext50.Run("classify", "--format", "csv", "--stats", Samples.Red, Samples.Green).Exits(0);
        foreach (var word in new[] { "2 ok", "model load", "decode", "preprocess", "inference", "p99", "resident" })
        {
            Assert.Contains(word, answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(7, answer.OutputLines.Length);
    }

    [Fact]
    public void The_default_model_gives_the_answer_of_exact_products_whatever_the_processor_adds_them_up_with()
    {
        // x64 without VNNI adds products in 16 bits, which overflow if it is let: this was 0.649 there.
        var model = Unext50.InRepository("models/unext50-leaf33-int8.onnx");
        var photo = Unext50.InRepository("tests/samples/leaf.jpg");
        var best = Unext50.Run("classify", "-m", model, "--format", "csv", "--top", "1", photo).Exits(0).OutputLines[1];
        Assert.Contains(",Tomato: septoria leaf spot,", best, StringComparison.Ordinal);
        // The last column says how known the photo is.
        Assert.InRange(double.Parse(best.Split(',')[^2], CultureInfo.InvariantCulture), 0.6257, 0.6277);
    }
}
