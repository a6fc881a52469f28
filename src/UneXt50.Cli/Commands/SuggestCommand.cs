using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Commands;

/// <summary>
/// <c>unext50 suggest -- WORD...</c>: what the completion scripts of shells ask, one suggestion a line, a tab before
/// its meaning.
/// </summary>
internal static class SuggestCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("words") { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("suggest", "Say what may come next on a command line.") { Hidden = true };
        command.Add(words);
        command.SetAction(parsed =>
        {
            var found = Suggestions.For(parsed.RootCommandResult.Command, parsed.GetRequiredValue(words));
            StandardOutput.Print(string.Concat(
                found.Select(suggestion => $"{suggestion.Word}\t{suggestion.Meaning}\n")));
            return ExitCodes.Done;
        });
        return command;
    }
}
