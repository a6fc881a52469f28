using System.CommandLine;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head</c>: classifiers of one's own on the features.</summary>
internal static class HeadCommand
{
    public static Command Create() => new DocumentedCommand(
        "head", "Learn new classes from a folder of photos for each.")
    {
        HeadTrainCommand.Create(),
        HeadEvalCommand.Create(),
        HeadInfoCommand.Create(),
        HeadAddCommand.Create(),
        HeadRemoveCommand.Create(),
    };
}
