using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 manual</c>: the manual page, for those who make packages.</summary>
internal static class ManualCommand
{
    public static Command Create()
    {
        var command = new Command("manual", "Print the manual page, unext50(1).") { Hidden = true };
        command.SetAction(parsed =>
        {
            StandardOutput.Print(ManualPage.Render((RootCommand)parsed.RootCommandResult.Command));
            return ExitCodes.Done;
        });
        return command;
    }
}
