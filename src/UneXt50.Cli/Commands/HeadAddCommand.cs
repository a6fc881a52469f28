using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head add</c>: more photos or classes, without the old photos.</summary>
internal static class HeadAddCommand
{
    public static Command Create()
    {
        var head = new Argument<string>("head")
        {
            Description = "A head with its features beside it, as 'head train' leaves it",
        };
        var folder = new Argument<string>("folder")
        {
            Description = "Folder with a folder of new photos for each class, new or known",
        };
        var output = OutputOption.NewHead();
        var (training, backbone) = (new HeadOptions(isAgain: true), new BackboneOptions());
        var command = new DocumentedCommand("add", "Add photos or classes to a head; the old photos are not needed.")
        {
            Examples =
            [
                ("unext50 head add weeds.head.onnx more", "learns again from the old features and from more/*/*.jpg"),
            ],
        };
        command.Add(head);
        command.Add(folder);
        command.Add(OptionGroup.Output, output);
        command.RequireIfGiven(output, "onnx");
        training.AddTo(command);
        backbone.AddTo(command);
        command.SetAction(parsed =>
        {
            var (path, photoFolder) = (parsed.GetRequiredValue(head), parsed.GetRequiredValue(folder));
            var old = StoredTraining.Read(path);
            var photos = HeadRun.Photos(photoFolder);
            var written = parsed.GetValue(output) ?? path;
            return HeadRun.Train(parsed, training, written, backbone.Named(parsed), photoFolder, files =>
            {
                var pipeline = backbone.Pipeline(parsed, photos.Count);
                using var model = backbone.LoadModel(parsed, pipeline);
                using (var previous = HeadModel.Load(path)) model.RequireFit(previous);
                var pass = HeadRun.Features(photos, model, old.Features, pipeline, backbone.Quiet(parsed));
                return files.Run(old.With(pass.Photos), training.Training(parsed, old.Method), pass.Skipped);
            });
        });
        return command;
    }
}
