using System.CommandLine;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model</c>: everything about model files.</summary>
internal static class ModelCommand
{
    public static Command Create() => new DocumentedCommand("model", "Look into model files, and make them.")
    {
        ModelInfoCommand.Create(),
        ModelFetchCommand.Create(),
        ModelImportCommand.Create(),
        ModelDescribeCommand.Create(),
        ModelQuantizeCommand.Create(),
        ModelVerifyCommand.Create(),
    };
}
