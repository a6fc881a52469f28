using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Parts;
using UneXt50.Writers;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 features</c>: the feature vectors of photos.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var parts = new PartOptions();
        var options = new PhotoOptions(new CameraOptions(isDefault: true), parts);
        var format = new FormatOption<FeatureFormat>(
            options.Output, "Format of the results; npy is numpy's [N, D], with x.index.csv beside x.npy",
            [("npy", FeatureFormat.Npy), ("csv", FeatureFormat.Csv), ("jsonl", FeatureFormat.JsonLines)]);
        var normalize = NormalizeOption.Create();
        var type = ChoiceOption.Create("--dtype", "Type of the numbers in a .npy file",
            [("float32", NpyType.Float32), ("float16", NpyType.Float16)]);
        var command = new DocumentedCommand(
            "features", "Write the feature vectors of photos or camera frames.")
        {
            MostUsed =
            [
                "--out", "--format", "--recurse", "--files-from", "--model", "--normalize", "--dtype",
                "--camera",
            ],
            Examples =
            [
                ("unext50 features leaf.jpg --out vec.npy", "numpy.load('vec.npy') is [1, 2048]"),
                ("unext50 features -r photos --out vec.npy --normalize l2",
                    "ready for cosine search; vec.index.csv names the rows"),
                ("unext50 features photos --format csv", "a table on standard output"),
                ("unext50 features -r photos --shard 3/8 --out part-3.npy", "the third of eight parts; see 'merge'"),
                ("unext50 features -r photos --out vec.npy --resume",
                    "adds photos that are new, and tries those that failed again"),
                ("unext50 features --camera --count 100 --out vec.npy", "the next hundred frames of the camera"),
            ],
        };
        options.AddTo(command);
        format.AddTo(command);
        command.Add(OptionGroup.Output, normalize, type);
        command.Add(MergeCommand.Create("features", "features", ".npy"));
        command.Add(FeaturesNearestCommand.Create());
        command.Add(FeaturesDuplicatesCommand.Create());
        command.Check(result =>
        {
            if (result.GetValue(type) == NpyType.Float16 && format.Of(result) != FeatureFormat.Npy)
            {
                result.AddError("--dtype float16 is for .npy files.");
            }
        });
        command.SetAction(parsed =>
        {
            var written = format.Of(parsed.CommandResult);
            var path = options.OutputPath(parsed);
            if (written == FeatureFormat.Npy) StandardOutput.RequireNoTerminal(path);
            var (scaling, numbers) = (parsed.GetValue(normalize), parsed.GetValue(type));
            return PhotoRun.Execute(
                parsed,
                options,
                (model, origin) => !origin.HasFlag(OriginColumns.Camera)
                    && parts.Request(parsed, path, model, options.Backbone.Exact(parsed)) is { } part
                    ? RunOutput.Part(PartWriter.Features(path, part, written, model.FeatureWidth, scaling, numbers,
                        withFilms: origin.HasFlag(OriginColumns.Time)))
                    : RunOutput.Whole(FeatureWriter.Create(
                        path, written, model.FeatureWidth, scaling, numbers, origin)),
                showsErrors: false);
        });
        return command;
    }
}
