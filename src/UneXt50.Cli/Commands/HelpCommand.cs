using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 help [COMMAND]</c>: the short help, as <c>-h</c> shows it.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Command Create()
    {
        var words = new Argument<string[]>("command")
        {
            Description = "A command; without one, all of them are listed",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new DocumentedCommand(Name, "Show what a command does and its options used most.")
        {
            Examples =
            [
                ("unext50 help model import", "the same as 'unext50 model import -h'"),
                ("unext50 classify --help", "everything about a command"),
            ],
        };
        command.Add(words);
        command.SetAction(parsed =>
        {
            var shown = parsed.RootCommandResult.Command;
            foreach (var word in parsed.GetRequiredValue(words))
            {
                if (shown.VisibleCommands().FirstOrDefault(sub => sub.Name == word) is not { } below)
                {
                    Messages.Usage(Misspelling.UnknownCommand(shown, word), shown.FullName());
                    return ExitCodes.Usage;
                }

                shown = below;
            }

            StandardOutput.Print(HelpPage.Short(shown));
            return ExitCodes.Done;
        });
        return command;
    }
}
