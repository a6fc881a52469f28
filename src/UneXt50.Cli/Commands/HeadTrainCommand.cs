using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head train</c>: a folder of photos for each class becomes a classifier.</summary>
internal static class HeadTrainCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Folder with a folder of photos for each class, named after the class",
        };
        var output = OutputOption.Required("The head to write");
        var (training, backbone) = (new HeadOptions(), new BackboneOptions());
        var command = new DocumentedCommand("train",
            "Learn classes from photos, and report how far to trust the result.")
        {
            Examples =
            [
                ("unext50 head train photos --out weeds.head.onnx", "photos/thistle/*.jpg, photos/dock/*.jpg, ..."),
                ("unext50 head train photos --out weeds.head.onnx --html report.html",
                    "with a page that shows what it gets wrong"),
                ("unext50 head train photos --out weeds.head.onnx --method centroid", "works with one photo a class"),
                ("unext50 head train photos --out weeds.head.onnx --method knn", "lets the nearest photos vote"),
                ("unext50 classify --head weeds.head.onnx new.jpg", "answers with the new classes"),
            ],
        };
        command.Add(folder);
        command.Add(OptionGroup.Output, output);
        command.Require(output, "onnx");
        training.AddTo(command);
        backbone.AddTo(command);
        command.SetAction(parsed =>
        {
            var (photoFolder, path) = (parsed.GetRequiredValue(folder), parsed.GetRequiredValue(output));
            var photos = HeadRun.Photos(photoFolder);
            return HeadRun.Train(parsed, training, path, backbone.Named(parsed), photoFolder, files =>
            {
                var pipeline = backbone.Pipeline(parsed, photos.Count);
                using var model = backbone.LoadModel(parsed, pipeline);
                // Reading the model file once more takes as long as a few photos: beside them, not before them.
                var backboneSha256 = OwnThread.Run(() => model.BackboneSha256);
                var cache = Known(path, backboneSha256, backbone.Exact(parsed));
                var pass = HeadRun.Features(photos, model, cache, pipeline, backbone.Quiet(parsed));
                var features = new FeatureCache(
                    backboneSha256.GetAwaiter().GetResult(), backbone.Exact(parsed), pass.Photos);
                return files.Run(features, training.Training(parsed), pass.Skipped);
            });
        });
        return command;
    }

    // What an earlier training left beside the head, if it is of use; a damaged one is told of, and made anew.
    private static FeatureCache? Known(string path, Task<string> backboneSha256, bool exact)
    {
        var beside = HeadFile.CacheOf(path);
        if (!File.Exists(beside)) return null;
        try
        {
            var cache = FeatureCache.Read(beside);
            return cache.BackboneSha256 == backboneSha256.GetAwaiter().GetResult() && cache.Exact == exact
                ? cache : null;
        }
        catch (UneXt50Exception damaged) when (damaged.Kind == ErrorKind.Model)
        {
            Messages.Error(new UneXt50Exception(
                damaged.Kind, beside, damaged.Problem, "all features are computed again", damaged));
            return null;
        }
    }
}
