using System.CommandLine;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head</c>: classifiers of one's own on the features.</summary>
internal static class HeadCommand
{
    public static Command Create() => new DocumentedCommand(
        "head", "Teach new classes from photos, and look after what was learnt.")
    {
        Examples =
        [
            ("unext50 head train weeds --out weeds.head.onnx", "learns a class from each folder in weeds"),
            ("unext50 head eval weeds.head.onnx heldback", "how it does on photos it has not seen"),
            ("unext50 classify --head weeds.head.onnx new.jpg", "answers with these classes"),
        ],
        Subcommands =
        {
            HeadTrainCommand.Create(),
            HeadEvalCommand.Create(),
            HeadInfoCommand.Create(),
            HeadAddCommand.Create(),
            HeadRemoveCommand.Create(),
        },
    };
}
