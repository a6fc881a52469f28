using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head remove</c>: a class less.</summary>
internal static class HeadRemoveCommand
{
    public static Command Create()
    {
        var head = new Argument<string>("head")
        {
            Description = "A head with its features beside it, as 'head train' leaves it",
        };
        var label = new Argument<string>("label") { Description = "The class to remove" };
        var output = OutputOption.NewHead();
        var training = new HeadOptions(isAgain: true);
        var command = new DocumentedCommand("remove", "Remove a class from a head; no photos are needed.")
        {
            Examples =
            [
                ("unext50 head remove weeds.head.onnx dock", "learns again from the features of the other classes"),
            ],
        };
        command.Add(head);
        command.Add(label);
        command.Add(OptionGroup.Output, output);
        command.RequireIfGiven(output, "onnx");
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            var (path, removed) = (parsed.GetRequiredValue(head), parsed.GetRequiredValue(label));
            var old = StoredTraining.Read(path);
            var features = old.Without(removed);
            var written = parsed.GetValue(output) ?? path;
            return HeadRun.Train(parsed, training, written, model: null, folder: null, files =>
                files.Run(features, training.Training(parsed, old.Method), []));
        });
        return command;
    }
}
