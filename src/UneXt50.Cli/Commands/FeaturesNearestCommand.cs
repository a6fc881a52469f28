using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Search;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 features nearest</c>: the rows of an array that are most like photos or other rows.</summary>
internal static class FeaturesNearestCommand
{
    public static Command Create()
    {
        var queries = new Argument<string[]>("queries")
        {
            Description = "Photos, folders, quoted patterns, - for a picture from standard input, or .npy files, of "
                + "which each row is a query",
            Arity = ArgumentArity.OneOrMore,
        };
        var searched = TextOption.Required(
            "--in", "file", "The .npy file to search; the .index.csv and .run.json beside it are used");
        var recurse = new Option<bool>("--recurse", "-r")
        {
            Description = "Include the folders inside folders, at any depth",
        };
        var top = NumberOption.Create(
            "--top", "k", "Number of rows for each query, best first", otherwise: 10, least: 1, most: 10_000);
        var metric = ChoiceOption.Create(
            "--metric", "How alike two vectors are; the Euclidean distance is 0 for the same",
            [("cosine", SearchMetric.Cosine), ("euclidean", SearchMetric.Euclidean)]);
        var (outputs, backbone) = (new FoundRowsOptions(), new BackboneOptions());
        var command = new DocumentedCommand("nearest", "Find the photos whose features are most like those of a photo.")
        {
            MostUsed = ["--in", "--top", "--metric", "--out", "--format", "--html", "--recurse", "--model"],
            Examples =
            [
                ("unext50 features -r photos --out all.npy", "first the features of all photos"),
                ("unext50 features nearest leaf.jpg --in all.npy --top 3", "the three photos most like this one"),
                ("unext50 features nearest new --in all.npy --html nearest.html", "for each photo in new, as a page"),
                ("unext50 features nearest vec.npy --in all.npy --metric euclidean --out nearest.csv",
                    "each row of another array, by distance"),
            ],
        };
        command.Add(queries);
        command.Add(OptionGroup.Input, searched, recurse);
        command.Add(OptionGroup.Output, top, metric);
        outputs.AddTo(command);
        backbone.AddTo(command);
        command.SetAction(parsed =>
        {
            using var file = FeatureFile.Open(parsed.GetRequiredValue(searched));
            var options = new NearestOptions
            {
                Top = parsed.GetValue(top),
                Metric = parsed.GetValue(metric),
                Threads = backbone.Threads(parsed),
            };
            using var asked = SearchQueries.Open(
                parsed, parsed.GetRequiredValue(queries), parsed.GetValue(recurse), file, options.Metric, backbone);
            using var output = outputs.Open(
                parsed, $"nearest in {Path.GetFileName(file.Path)}", options.Metric, ofGroups: false);
            var (search, failed) = (new NearestSearch(file, options), false);
            foreach (var found in search.Run(asked.All(Interruption.Token), Interruption.Token))
            {
                output.Write(found);
                if (found.Error is null) continue;
                failed = true;
                if (!outputs.ShowsErrors(parsed)) Messages.Error(found.Error);
            }

            output.Complete();
            if (search.LeftOut is { } leftOut) Messages.Error(leftOut);
            return failed || search.LeftOut is not null ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
        });
        return command;
    }
}
