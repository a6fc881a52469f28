using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Standard input, output and error that are full, closed, or missing from the start.</summary>
public sealed class DescriptorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Answer Shell(string redirections, params string[] arguments) => new Unext50
    {
        Folder = _folder.Path,
        Through = ["/bin/sh", "-c", $"\"$0\" \"$@\" {redirections}"],
    }.With(arguments);

    [Theory]
    [InlineData("2> /dev/full")]
    [InlineData("2>&-")]
    [InlineData("<&- 2>&-")]
    public void A_message_that_cannot_be_said_is_dropped_and_the_run_goes_on(string redirections)
    {
        var answer = Shell(redirections, "classify", "--format", "csv", "--top", "1", "none.jpg", Samples.Red, "--stats");
        Assert.Equal(3, answer.Exits(1).OutputLines.Length);
        Assert.Equal("", answer.Error);
        Shell(redirections, "classify", "--no-such").Exits(2);
        Shell(redirections, "classify", Samples.Red, "--model", "none.onnx").Exits(3);
    }

    [Theory]
    [InlineData("> /dev/null 2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public void A_file_gets_no_message_that_was_meant_for_a_closed_descriptor(string redirections)
    {
        Shell(redirections, "classify", "none.jpg", Samples.Red, "--top", "1", "--out", "c.csv").Exits(1);
        Assert.All(File.ReadAllLines(_folder["c.csv"])[1..], line => Assert.Contains(',', line));
        Assert.Equal(3, File.ReadAllLines(_folder["c.csv"]).Length);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("classify", "--help")]
    [InlineData("completions", "bash")]
    [InlineData("manual")]
    [InlineData("model", "info")]
    public void What_is_printed_on_a_full_or_closed_output_is_an_error_of_the_output(params string[] arguments)
    {
        Shell("> /dev/full", arguments).Fails(4, "standard output", "the disk is full");
        Shell(">&-", arguments).Fails(4, "standard output", "is closed");
        Assert.Equal("", Shell("| true", arguments).Exits(0).Error);
    }

    [Fact]
    public void Standard_input_that_is_closed_is_said() =>
        Shell("<&-", "classify", "-").Fails(1, "-", "closed");
}
