using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_machine_that_can_classify_is_told_so()
    {
        var answer = Unext50.Run("doctor").Exits(0);

        Assert.Equal("", answer.Error);
        answer.Shows("ok       processor", "ok       network       runs", "This machine is ready.");
    }

    [Fact]
    public void What_is_in_the_way_is_told_with_its_remedy_and_an_exit_code_of_its_own()
    {
        var answer = Unext50.Run("doctor", "--model", _folder["none.onnx"]).Exits(7);

        answer.Shows("problem  model", "there is no such model file\n", "check the path\n");
    }

    [Fact]
    public void A_variable_that_names_no_model_is_a_problem_too() =>
        new Unext50 { Variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = _folder["none.onnx"] } }
            .With("doctor").Exits(7).Shows("problem  model", "correct UNEXT50_MODEL");

    [Fact]
    public void The_default_model_is_as_its_list_of_digests_says() =>
        new Unext50 { Variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = "" } }
            .With("doctor").Exits(0).Shows("as SHA256SUMS has it");

    [Theory]
    [InlineData("--json")]
    [InlineData("--format", "json")]
    public void The_report_for_programs_says_the_same(params string[] options)
    {
        var answer = Unext50.Run(["doctor", .. options]).Exits(0);

        using var report = JsonDocument.Parse(answer.Output);
        Assert.True(report.RootElement.GetProperty("healthy").GetBoolean());
        var names = report.RootElement.GetProperty("checks").EnumerateArray()
            .Select(check => check.GetProperty("name").GetString()).ToHashSet();
        foreach (var name in (string[])["board", "memory", "model", "network", "camera"]) Assert.Contains(name, names);
    }

    [Fact]
    public void Nothing_is_written()
    {
        var variables = new Dictionary<string, string>
        {
            ["HOME"] = _folder.Path,
            ["XDG_CACHE_HOME"] = _folder["cache"],
        };

        new Unext50 { Variables = variables }.With("doctor").Exits(0)
            .Shows($"{_folder["cache"]}/unext50: created when it is needed");

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void The_list_of_cameras_is_there_for_programs_too()
    {
        var answer = Unext50.Run("cameras", "--json");

        using var list = JsonDocument.Parse(answer.Output);
        Assert.Equal(1, list.RootElement.GetProperty("schema_version").GetInt32());
        var usable = list.RootElement.GetProperty("cameras").EnumerateArray()
            .Any(camera => !camera.TryGetProperty("problem", out _));
        Assert.Equal(usable ? 0 : 6, answer.ExitCode);
    }
}
