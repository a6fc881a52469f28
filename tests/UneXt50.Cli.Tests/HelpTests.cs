using System.Text.RegularExpressions;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>The short and the long help of every command.</summary>
public sealed partial class HelpTests
{
    /// <summary>Every command that people see, and those that only hold others.</summary>
    public static TheoryData<string> Commands =>
    [
        "classify", "classify merge", "features", "features merge", "features nearest", "features duplicates",
        "preprocess", "serve", "cameras", "doctor", "head",
        "head train", "head eval", "head info", "head add", "head remove", "bench", "model", "model info",
        "model fetch", "model import", "model describe", "model quantize", "model verify", "completions", "help",
    ];

    private static string Help(string command, string option) =>
        Unext50.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), option]).Exits(0).Output;

    [Fact]
    public void The_commands_that_are_tested_are_those_there_are()
    {
        var listed = CommandLines().Matches(Help("", "--help").Split("\nGeneral:")[0]).Select(line =>
            line.Groups[1].Value);

        Assert.Equal(Commands.Select(row => row.Data).Except(["head", "model"]).Order(), listed.Order());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_short_help_fits_on_a_screen_and_names_the_long_one(string command)
    {
        var help = Help(command, "-h");

        Assert.Contains($"Usage: unext50 {command} ", help, StringComparison.Ordinal);
        Assert.Contains($"\nExample:\n  ", help, StringComparison.Ordinal);
        Assert.Contains($"'unext50 {command} --help' shows all", help, StringComparison.Ordinal);
        Assert.True(help.Split('\n').Length <= 32, help);
        Assert.All(OptionLines().Matches(help), line => Assert.True(line.Length <= 100, line.Value));
        Assert.True(OptionLines().Count(help) <= 10, help);
        Assert.Equal(help, Unext50.Run(["help", .. command.Split(' ')]).Exits(0).Output);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_long_help_has_examples_groups_and_no_name_of_a_type(string command)
    {
        var help = Help(command, "--help");

        Assert.Matches($@"\nExamples?:\n  \S*unext50 |\nExamples?:\n  .*unext50 {command}", help);
        Assert.DoesNotContain("System.", help, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\[default: *(False|-1)?\]", help);
        Assert.All(help.Split("\nExample")[0].Split('\n'), line => Assert.True(line.Length <= 80, line));
        // What stands under General is in every command: the rest is in groups.
        var general = help.Split("\nGeneral:\n")[1].Split("\n\n")[0];
        Assert.Equal(["-h", "--help"], OptionLines().Matches(general).Select(line => line.Groups[1].Value));
    }

    [Theory]
    [InlineData("classify", "Input Output Model Speed Camera GPIO MQTT Metrics View\u00A0and\u00A0saving Heads Shards")]
    [InlineData("features", "Input Output Model Speed Camera GPIO Shards")]
    [InlineData("model import", "Input Output Model Preprocessing Speed")]
    public void Options_stand_in_groups(string command, string groups)
    {
        var help = Help(command, "--help");

        Assert.Equal(groups.Split(' ').Select(group => group.Replace('\u00A0', ' ')).Append("General"),
            Headings().Matches(help).Select(line => line.Groups[1].Value).Except(["Arguments", "Commands",
                "Examples"]));
    }

    [Theory]
    [InlineData("classify", "leaf.jpg")]
    [InlineData("features", "leaf.jpg")]
    [InlineData("bench", "missing.onnx")]
    [InlineData("model import", "missing.pth --size 32 --out m.onnx")]
    [InlineData("model describe", "missing.onnx --labels l --out m.onnx")]
    [InlineData("model verify", "missing.onnx other.onnx --photos .")]
    [InlineData("head train", "missing --out h.onnx")]
    public void Every_default_that_is_shown_can_be_pasted_back(string command, string rest)
    {
        var shown = Defaults().Matches(Help(command, "--help").ReplaceLineEndings(" ")).ToList();

        Assert.NotEmpty(shown);
        foreach (var (name, value) in shown.Select(match => (match.Groups[1].Value, match.Groups[2].Value)))
        {
            string[] words = [.. command.Split(' '), .. rest.Split(' '), name, value];
            if (name == "--out" && rest.Contains(name, StringComparison.Ordinal)) continue;
            var error = Unext50.Run(words).Error;
            Assert.DoesNotContain($"{name} takes", error, StringComparison.Ordinal);
            Assert.DoesNotContain("unknown option", error, StringComparison.Ordinal);
            Assert.DoesNotContain("internal error", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Alone_it_shows_the_short_help_and_ends_with_2()
    {
        var help = Help("", "-h");

        Assert.Equal(help, Unext50.Run().Exits(2).Output);
        Assert.Equal(help, Unext50.Run("help").Exits(0).Output);
        Assert.Equal(Help("model", "-h"), Unext50.Run("model").Exits(2).Output);
        Assert.Equal(Help("head", "-h"), Unext50.Run("head").Exits(2).Output);
    }

    [Fact]
    public void The_manual_has_no_name_of_a_type_and_examples_of_every_command()
    {
        var sections = Unext50.Run("manual").Exits(0).Output.Split(".SS ").Skip(1).ToList();

        Assert.All(sections, section => Assert.DoesNotContain("System.", section, StringComparison.Ordinal));
        Assert.All(sections, section => Assert.Contains("Examples:", section, StringComparison.Ordinal));
        Assert.Equal(Commands.Count - 2, sections.Count);
    }

    [GeneratedRegex(@"^  ((?:[a-z]+)(?: [a-z]+)?)  +[A-Z]", RegexOptions.Multiline)]
    private static partial Regex CommandLines();

    [GeneratedRegex(@"^  (?:-\w, )?(-{1,2}[\w-]+).*$", RegexOptions.Multiline)]
    private static partial Regex OptionLines();

    [GeneratedRegex(@"^([A-Z][A-Za-z ]+):$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"(--[\w-]+) (?:\[?<[^>]*>\]?)(?:(?!  -).)*? \[default: +([^\]]+)\]")]
    private static partial Regex Defaults();
}
