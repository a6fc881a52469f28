using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 completions SHELL</c>: the script that makes a shell complete its command lines.</summary>
internal static class CompletionsCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        string[] shells = ["bash", "zsh", "fish"];
        shell.CompletionSources.Add(shells);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !shells.Contains(token.Value))
                result.AddError(ChoiceOption.Refusal("<shell>", shells, token.Value));
        });
        var command = new DocumentedCommand("completions", "Print a script that completes command lines in a shell.")
        {
            Examples =
            [
                ("source <(unext50 completions bash)", "for this shell; the Debian package does it for all"),
                ("unext50 completions zsh > ~/.zfunc/_unext50", "for zsh, with ~/.zfunc in fpath"),
                ("unext50 completions fish > ~/.config/fish/completions/unext50.fish", "for fish"),
            ],
        };
        command.Add(shell);
        command.SetAction(parsed =>
        {
            StandardOutput.Print(Script(parsed.GetRequiredValue(shell)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionsCommand).Assembly.GetManifestResourceStream($"unext50.{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
