using System.CommandLine;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model</c>: everything about model files.</summary>
internal static class ModelCommand
{
    public static Command Create() => new DocumentedCommand(
        "model", "Inspect model files, and make them from checkpoints and ONNX.")
    {
        Examples =
        [
            ("unext50 model info", "the default model's classes, input, licence and checksum"),
            ("unext50 model import weights.pth --labels labels.txt --size 224 --out model.onnx",
                "makes a model of your own checkpoint"),
            ("unext50 model quantize model.onnx --calibration photos --out model.int8.onnx",
                "makes it smaller and faster"),
        ],
        Subcommands =
        {
            ModelInfoCommand.Create(),
            ModelFetchCommand.Create(),
            ModelImportCommand.Create(),
            ModelDescribeCommand.Create(),
            ModelQuantizeCommand.Create(),
            ModelVerifyCommand.Create(),
        },
    };
}
