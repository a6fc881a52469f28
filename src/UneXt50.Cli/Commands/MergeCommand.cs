using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Parts;

namespace UneXt50.Cli.Commands;

/// <summary><c>merge</c> below <c>features</c> and <c>classify</c>: the outputs of all shards become one.</summary>
internal static class MergeCommand
{
    /// <param name="parent">The command above it.</param>
    /// <param name="content">What the outputs hold.</param>
    /// <param name="extension">Of the files in the example.</param>
    public static Command Create(string parent, string content, string extension)
    {
        var parts = new Argument<string[]>("parts")
        {
            Description = "The outputs of all shards, in any order, each with its .run.json beside it",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = OutputOption.Required("The file to write, in the format of the parts");
        var command = new DocumentedCommand(
            "merge", $"Join the {content} of all shards, in the order of the inputs.")
        {
            Examples =
            [
                ($"unext50 {parent} merge part-*{extension} --out all{extension}",
                    "what one run over all inputs would have written; fails if a shard is missing"),
            ],
        };
        command.Add(parts);
        command.Add(OptionGroup.Output, output);
        command.SetAction(parsed =>
        {
            PartMerge.Run(parsed.GetRequiredValue(parts), parsed.GetRequiredValue(output));
            return ExitCodes.Done;
        });
        return command;
    }
}
