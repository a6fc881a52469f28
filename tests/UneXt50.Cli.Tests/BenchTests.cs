using System.Globalization;
using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>What <c>bench</c> says and how it ends; how fast anything is, no test asks.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void People_see_every_stage_and_the_cold_start() => Bench().Exits(0).Shows(
        "tiny.onnx: float32, 32 px", "decode", "preprocess", "inference", "total", "load", "first answer", "photos/s",
        "3 runs after 1, threads 1, synthetic 640x480");

    [Fact]
    public void Programs_get_one_versioned_document()
    {
        var json = Json(Bench("--format", "json"));

        Assert.Equal(1, json.GetProperty("schema_version").GetInt32());
        Assert.Equal(Samples.Model, json.GetProperty("model").GetProperty("file").GetString());
        Assert.Equal(3, json.GetProperty("runs").GetArrayLength());
        Assert.Equal(3, json.GetProperty("latency_milliseconds").GetProperty("total").GetProperty("count").GetInt32());
        Assert.True(json.GetProperty("cold_start").GetProperty("peak_resident_bytes").GetDouble() > 10e6);
        Assert.False(json.TryGetProperty("comparison", out _));
    }

    [Fact]
    public void Tables_have_a_row_for_each_figure()
    {
        var rows = Bench("--format", "csv").Exits(0).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("metric,value,unit", rows[0]);
        Assert.All(
            rows.Skip(1), row => Assert.True(double.Parse(row.Split(',')[1], CultureInfo.InvariantCulture) >= 0));
        Assert.Contains(rows, row => row.StartsWith("latency_milliseconds.total.p99,", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_models_are_measured_in_pairs()
    {
        var other = _folder["other.onnx"];
        File.WriteAllBytes(other, new TinyModel { Labels = ["a", "b", "c"] }.ToBytes());

        var json = Json(Bench("--compare", other, "--format", "json")).GetProperty("comparison");

        Assert.Equal(other, json.GetProperty("model").GetProperty("file").GetString());
        var ratio = json.GetProperty("ratio");
        Assert.Equal(3, ratio.GetProperty("pairs").GetInt32());
        var (low, high) = (ratio.GetProperty("low").GetDouble(), ratio.GetProperty("high").GetDouble());
        Assert.InRange(ratio.GetProperty("median").GetDouble(), low, high);
    }

    [Fact]
    public void Threads_and_batches_make_a_table_of_both()
    {
        var sweep = Json(Bench("--threads", "1,2", "--batch", "1,4", "--format", "json")).GetProperty("sweep");
        Assert.Equal(
            [(1, 1), (1, 4), (2, 1), (2, 4)],
            sweep.EnumerateArray().Select(
                cell => (cell.GetProperty("threads").GetInt32(), cell.GetProperty("batch").GetInt32())));
    }

    [Fact]
    public void The_fastest_batch_is_found_and_what_limits_the_run_is_said()
    {
        Bench("--batch", "auto").Exits(0).Shows("found to be the fastest", "limit  ", "decoding");

        var json = Json(Bench("--batch", "auto", "--format", "json"));
        var throughput = json.GetProperty("throughput");
        Assert.Equal(json.GetProperty("fastest_batch").GetInt32(), throughput.GetProperty("batch").GetInt32());
        Assert.InRange(throughput.GetProperty("preparation_share").GetDouble(), 0, 1);
    }

    [Fact]
    public void Photos_of_ones_own_take_the_place_of_the_synthetic_one() =>
        Bench("--photos", Samples.Red, "--photos", Samples.Green).Exits(0).Shows("2 photos, the first", "red.png");

    [Fact]
    public void A_gate_that_holds_is_told_and_nothing_else_happens() =>
        Bench("--assert", "p95 < 1000s", "--assert", "cold_start.peak_resident_bytes < 100GB").Exits(0)
            .Shows("holds         p95 < 1000s");

    [Fact]
    public void A_gate_that_does_not_hold_has_an_exit_code_of_its_own_and_leaves_a_whole_report()
    {
        var report = _folder["report.json"];
        Bench("--assert", "p95 < 1000s", "--assert", "min < 0.001us", "--format", "json", "--out", report)
            .Fails(8, "min < 0.001us does not hold: latency_milliseconds.total.min is ", " ms");

        var gates = JsonDocument.Parse(File.ReadAllBytes(report)).RootElement.GetProperty("gates");
        Assert.Equal([true, false], gates.EnumerateArray().Select(gate => gate.GetProperty("holds").GetBoolean()));
        Assert.Equal("latency_milliseconds.total.min", gates[1].GetProperty("metric").GetString());
    }

    [Fact]
    public void The_page_is_one_file_that_needs_no_other()
    {
        var page = _folder["bench.html"];
        Bench("--html", page).Exits(0);

        var html = File.ReadAllText(page);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Taking_the_default_model_apart_gains_no_other_answer()
    {
        var variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = "" };
        var answer = new Unext50 { Variables = variables }.With(
            "bench", "--split-encoder", "--format", "json", "--runs", "2", "--warm-up", "0", "--starts", "1");

        var split = Json(answer).GetProperty("split_encoder");
        var agreement = split.GetProperty("agreement");
        Assert.Equal(17, agreement.GetProperty("photos").GetInt32());
        Assert.Equal(17, agreement.GetProperty("same_top_class").GetInt32());
        Assert.InRange(agreement.GetProperty("largest_feature_difference").GetDouble(), 0, 1e-4);
        Assert.InRange(agreement.GetProperty("largest_logit_difference").GetDouble(), 0, 1e-3);
        Assert.True(split.GetProperty("peak_resident_bytes").GetProperty("split").GetDouble() > 10e6);
    }

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "1,x")]
    [InlineData("--threads", "1,1")]
    [InlineData("--batch", "")]
    [InlineData("--batch", "1,auto")]
    [InlineData("--batch", "fastest")]
    [InlineData("--runs", "0")]
    [InlineData("--duration", "-1")]
    [InlineData("--format", "xml")]
    public void Wrong_numbers_exit_with_2(string option, string value) =>
        Bench(option, value).Fails(2, option, "--help");

    [Theory]
    [InlineData("p95", "p95 < 80ms")]
    [InlineData("p95 < 80", "us, ms or s")]
    [InlineData("p96 < 80ms", "no such metric")]
    [InlineData("median < 1", "comparison.ratio.median")]
    [InlineData("comparison.ratio.median < 1", "--compare")]
    [InlineData("split_encoder.bytes.ratio < 1", "--split-encoder")]
    public void A_gate_that_means_nothing_is_refused_before_anything_is_measured(string gate, string word) =>
        Bench("--assert", gate).Fails(2, word);

    [Fact]
    public void What_cannot_be_measured_is_named()
    {
        Unext50.Run("bench", "/none.onnx").Fails(3, "/none.onnx");
        Bench("--compare", "/none.onnx").Fails(3, "/none.onnx");
        Bench("--photos", "/none.jpg").Fails(1, "/none.jpg");
        Bench("--out", "/proc/nonexistent/report").Fails(4, "/proc/nonexistent/report");
        File.WriteAllBytes(_folder["backbone.onnx"], new TinyModel { HasHead = false }.ToBytes());
        Unext50.Run("bench", _folder["backbone.onnx"], "--split-encoder", "--runs", "1", "--starts", "1")
            .Fails(3, "backbone.onnx", "encoder already");
    }

    private static Answer Bench(params string[] arguments) => Unext50.Run(
        ["bench", Samples.Model, "--runs", "3", "--warm-up", "1", "--starts", "1", .. arguments]);

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Exits(0).Output).RootElement;
}
