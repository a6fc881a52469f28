using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>What is different when a person looks on: run in a pseudo-terminal, which joins the two outputs.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Escape = "\e[";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Answer OnTerminal(string arguments, params (string Name, string Value)[] variables) => new Unext50
    {
        Through = ["/bin/sh", "-c", $"script -qec \"$0 {arguments}\" /dev/null"],
        Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value),
    }.With();

    [Fact]
    public void Text_has_colour() =>
        Assert.Contains(Escape, OnTerminal($"classify {Samples.Red}").Exits(0).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public void Text_has_no_colour_against_the_users_wish(string name, string value) => Assert.DoesNotContain(
        Escape, OnTerminal($"classify {Samples.Red}", (name, value)).Exits(0).Output, StringComparison.Ordinal);

    [Fact]
    public void A_failed_input_is_told_once()
    {
        var output = OnTerminal("classify /none.jpg").Exits(1).Output;
        Assert.Equal(2, output.Split("no such file").Length);
    }

    [Fact]
    public void An_array_is_not_written_to_the_screen() =>
        Assert.Contains("terminal", OnTerminal($"features {Samples.Red}").Exits(2).Output, StringComparison.Ordinal);

    [Fact]
    public void A_long_run_has_a_progress_bar_with_rate_and_time_left_and_quiet_has_none()
    {
        // So many that the run outlasts the count of them, which goes on beside it.
        var names = _folder.Add("names", string.Concat(Enumerable.Repeat(Samples.Red + "\n", 20_000)));
        var arguments = $"features --files-from {names} --out {_folder["v.npy"]}";
        var output = OnTerminal(arguments).Exits(0).Output;
        Assert.Matches(@"\[#*\.*\] [\d,]+/20,000  [\d.]+/s  \d+:\d\d left", output);
        Assert.EndsWith("\r\e[K", output, StringComparison.Ordinal);
        Assert.Equal("", OnTerminal(arguments + " --quiet").Exits(0).Output);
    }
}
