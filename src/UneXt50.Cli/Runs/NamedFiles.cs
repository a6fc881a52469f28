using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cli.Options;
using UneXt50.Heads;
using UneXt50.Parts;

namespace UneXt50.Cli.Runs;

/// <summary>
/// Which files of a command line are going to be replaced, and that none of them is anything else there: the model, a
/// head, a list, a photo.
/// </summary>
internal static class NamedFiles
{
    private static readonly string[] Outputs = [OutputOption.Name, "--html", "--metrics"];
    private static readonly string[] WithRows = ["classify", "features", "merge"];
    private static readonly string[] Changed = ["head add", "head remove"];

    /// <exception cref="UneXt50Exception">One of them is an input, or two are the same (Output).</exception>
    public static void Plan(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        var inputs = new List<string>();
        var isChanged = Changed.Contains(Path(command)) && command.GetResult(OutputOption.Name) is null;
        foreach (var child in command.Children)
        {
            var (name, tokens) = child switch
            {
                OptionResult option => (option.Option.Name, option.Tokens),
                ArgumentResult argument => (argument.Argument.Name, argument.Tokens),
                _ => ("", []),
            };
            var words = tokens.Select(token => token.Value);
            if (name == OutputOption.Name && WithRows.Contains(command.Command.Name))
                words = words.SelectMany(WithBeside);
            if (Outputs.Contains(name)) foreach (var path in words) PlannedOutputs.Add(path, name);
            else if (name == "head" && isChanged) foreach (var path in words) PlanHead(path);
            else inputs.AddRange(words);
        }

        if (!PlannedOutputs.AnyExists) return;
        foreach (var path in inputs) PlannedOutputs.RequireInput(path);
        if (ModelPaths.Default() is { } model) PlannedOutputs.RequireInput(model);
    }

    private static IEnumerable<string> WithBeside(string output) => PartWriter.FilesBeside(output).Prepend(output);

    // It is read and replaced, and that is what was asked for.
    private static void PlanHead(string path)
    {
        PlannedOutputs.AddChanged(path, "the head itself");
        PlannedOutputs.AddChanged(HeadFile.CacheOf(path), "the features of the head");
    }

    private static string Path(CommandResult command) =>
        $"{(command.Parent as CommandResult)?.Command.Name} {command.Command.Name}";
}
