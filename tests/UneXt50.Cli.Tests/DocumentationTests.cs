using System.Diagnostics;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>The manual page and the completions of shells are made of the commands themselves.</summary>
public sealed class DocumentationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string[] Suggested(params string[] words) =>
        [.. Unext50.Run(["suggest", "--", .. words]).Exits(0).OutputLines.Select(line => line.Split('\t')[0])];

    /// <summary>
    /// What a program says, the completion script as <c>script</c> in its folder and ours on its path.
    /// </summary>
    private string Says(string program, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{program}"), $"{program} is not installed");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Unext50.Executable)}:/usr/bin:/bin";
        start.Environment["HOME"] = _folder.Path;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }

    private void WriteScript(string shell) => _folder.Add("script", Unext50.Run("completions", shell).Exits(0).Output);

    [Fact]
    public void Commands_and_options_are_suggested_as_far_as_they_are_typed()
    {
        Assert.Equal(["cameras", "completions"], Suggested("c").Except(["classify"]));
        Assert.Contains("info", Suggested("model", ""));
        Assert.Equal(["--format"], Suggested("classify", "a.jpg", "--fo"));
        Assert.Contains("--help", Suggested("model", "info", "--"));
        Assert.DoesNotContain("suggest", Suggested(""));
    }

    [Fact]
    public void Words_that_an_option_takes_are_suggested_in_every_way_to_write_them()
    {
        Assert.Equal(["json", "jsonl"], Suggested("classify", "--format", "js"));
        Assert.Equal(["--format=json", "--format=jsonl"], Suggested("classify", "--format=js"));
        Assert.Equal(["csv"], Suggested("classify", "-f", "=", "c"));
        Assert.Equal(["csv", "json", "jsonl", "text"], Suggested("classify", "-f", ""));
        Assert.Contains("auto", Suggested("features", "--camera", ""));
    }

    [Theory]
    [InlineData("classify", "")]
    [InlineData("classify", "--out", "")]
    [InlineData("classify", "--", "--fo")]
    public void Where_a_file_belongs_nothing_is_suggested(params string[] words) => Assert.Empty(Suggested(words));

    [Fact]
    public void Bash_completes()
    {
        WriteScript("bash");

        Assert.Equal("--format\n", Says("bash", "-c",
            "source ./script; COMP_WORDS=(unext50 classify --fo); COMP_CWORD=2; _unext50; echo \"${COMPREPLY[*]}\""));
    }

    [Fact]
    public void Fish_completes()
    {
        WriteScript("fish");

        var said = Says("fish", "--no-config", "-c", "source script; complete -C 'unext50 model i'");
        Assert.Equal(["import", "info"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Zsh_takes_the_script()
    {
        WriteScript("zsh");

        Assert.Equal("", Says("zsh", "-n", "script"));
        Assert.Equal("_unext50\n", Says(
            "zsh", "-fc", "autoload -Uz compinit; compinit -u -D; . ./script; echo $_comps[unext50]"));
    }

    [Fact]
    public void The_manual_page_is_clean_and_has_every_command_and_option()
    {
        var page = Unext50.Run("manual").Exits(0).Output;
        _folder.Add("unext50.1", page);
        Assert.Equal("", Says("sh", "-c", "LC_ALL=C.UTF-8 man --warnings=w -l -Tutf8 -Z unext50.1 2>&1 > /dev/null"));

        var text = page.Replace("\\-", "-", StringComparison.Ordinal);
        foreach (var command in Suggested("").Except(["head", "model"]).Append("head train").Append("model info"))
        {
            Assert.Contains($".SS \"unext50 {command}", text, StringComparison.Ordinal);
            foreach (var option in Suggested([.. command.Split(' '), "--"]).Except(["--help", "--version"]))
            {
                Assert.Contains($"\\fB{option}\\fR", text, StringComparison.Ordinal);
            }
        }
    }
}
