using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Options;

/// <summary>Refuses a name for an output that promises another format than the only one it has.</summary>
internal static class FormatCheck
{
    /// <param name="command">The command.</param>
    /// <param name="output">Its option with the output.</param>
    /// <param name="format">The word for the output's format, as <see cref="OutputSuffix"/> has it.</param>
    public static void Require(this DocumentedCommand command, Option<string> output, string format) =>
        command.Check(result => Check(result, output.Name, result.GetValue(output), format));

    /// <inheritdoc cref="Require(DocumentedCommand, Option{string}, string)"/>
    public static void RequireIfGiven(this DocumentedCommand command, Option<string?> output, string format) =>
        command.Check(result => Check(result, output.Name, result.GetValue(output), format));

    private static void Check(
        CommandResult result, string option, string? path, string format)
    {
        if (path is not null && OutputSuffix.FormatOf(path) is { } named && named != format)
        {
            result.AddError(
                $"{option} {path} asks for {named}, and what is written is {format}: "
                + $"end the name with {OutputSuffix.Of(format)}.");
        }
    }
}
