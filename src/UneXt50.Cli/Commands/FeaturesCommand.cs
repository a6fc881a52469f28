using System.CommandLine;
using UneXt50.Results;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 features</c>: the feature vectors of photos.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var options = new PhotoOptions();
        var format = new Option<string>("--format", "-f")
        {
            Description = "npy is numpy's [N, D], with x.index.csv beside x.npy",
            DefaultValueFactory = _ => "npy",
        };
        var normalize = new Option<string>("--normalize")
        {
            Description = "l2 divides each vector by its length, so that a dot product is a cosine",
            DefaultValueFactory = _ => "none",
        };
        var type = new Option<string>("--dtype")
        {
            Description = "Numbers in a .npy file",
            DefaultValueFactory = _ => "float32",
        };
        format.AcceptOnlyFromAmong("npy", "csv", "jsonl");
        normalize.AcceptOnlyFromAmong("none", "l2");
        type.AcceptOnlyFromAmong("float32", "float16");

        var command = new DocumentedCommand("features", "Write the feature vectors of photos, in the order of the inputs.")
        {
            Examples =
            [
                ("unext50 features leaf.jpg --out vec.npy", "numpy.load('vec.npy') is [1, 2048]"),
                ("unext50 features -r photos --out vec.npy --normalize l2", "ready for cosine search; vec.index.csv names the rows"),
                ("unext50 features photos --format csv", "a table on standard output"),
            ],
        };
        options.AddTo(command);
        command.Add(format);
        command.Add(normalize);
        command.Add(type);
        command.Validators.Add(result =>
        {
            if (result.GetValue(type) == "float16" && result.GetValue(format) != "npy")
            {
                result.AddError("--dtype float16 is for --format npy.");
            }
        });
        command.SetAction(parsed =>
        {
            var scaling = parsed.GetValue(normalize) == "l2" ? FeatureNormalization.L2 : FeatureNormalization.None;
            var numbers = parsed.GetValue(type) == "float16" ? NpyType.Float16 : NpyType.Float32;
            var path = options.OutputPath(parsed);
            return PhotoRun.Execute(parsed, options, model => parsed.GetValue(format) switch
            {
                "csv" => new CsvFeatureWriter(OutputFile.Create(path), model.FeatureWidth, scaling),
                "jsonl" => new JsonLinesFeatureWriter(OutputFile.Create(path), scaling),
                _ => NpyFeatureWriter.Create(BinaryOutput.Check(path), model.FeatureWidth, numbers, scaling),
            }, showsErrors: false);
        });
        return command;
    }
}
