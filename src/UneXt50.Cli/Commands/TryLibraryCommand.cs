using System.CommandLine;
using UneXt50.Cli.Terminal;
using UneXt50.Onnx.Runtime;

namespace UneXt50.Cli.Commands;

/// <summary>
/// <c>unext50 try-library FILE</c>: loads a library, so that one that crashes does it here, and not in the run that
/// needs it.
/// </summary>
internal static class TryLibraryCommand
{
    public const string Name = "try-library";

    public static Command Create()
    {
        var file = new Argument<string>("file");
        var command = new Command(Name, "Load a library and end.") { Hidden = true };
        command.Add(file);
        command.SetAction(parsed =>
        {
            LibraryTrial.Load(parsed.GetRequiredValue(file));
            StandardOutput.Print(LibraryTrial.Passed + "\n");
            return ExitCodes.Done;
        });
        return command;
    }
}
