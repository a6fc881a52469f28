using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Search;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 features duplicates</c>: groups of photos that are nearly the same.</summary>
internal static class FeaturesDuplicatesCommand
{
    public static Command Create()
    {
        var searched = new Argument<string>("file")
        {
            Description = "The .npy file to search; the .index.csv beside it names its rows",
        };
        var threshold = NumberOption.Create(
            "--threshold", "cosine", "Cosine from which two photos count as duplicates, -1 to 1", otherwise: 0.98f,
            least: -1f, most: 1f);
        var threads = NumberOption.Off(
            "--threads", "n", "Cores to use, 0 for all of them", otherwise: 0, least: 0, most: 256);
        var (outputs, quiet) = (new FoundRowsOptions(), QuietOption.Create());
        var command = new DocumentedCommand(
            "duplicates", "List groups of photos that are nearly the same; none is deleted.")
        {
            Examples =
            [
                ("unext50 features -r photos --out all.npy", "first the features of all photos"),
                ("unext50 features duplicates all.npy --threshold 0.99 --html duplicates.html",
                    "with a page to look at"),
                ("unext50 features duplicates all.npy --out duplicates.csv", "group,row,input,cosine for a program"),
            ],
        };
        command.Add(searched);
        command.Add(OptionGroup.Output, threshold);
        outputs.AddTo(command);
        command.Add(OptionGroup.Output, quiet);
        command.Add(OptionGroup.Speed, threads);
        command.SetAction(parsed =>
        {
            using var file = FeatureFile.Open(parsed.GetRequiredValue(searched));
            using var output = outputs.Open(
                parsed, $"duplicates in {Path.GetFileName(file.Path)}", SearchMetric.Cosine, ofGroups: true);
            using var progress = new StepLine(StatusLine.IsWanted(parsed.GetValue(quiet)));
            var options = new DuplicateOptions
            {
                Threshold = parsed.GetValue(threshold),
                Threads = parsed.GetValue(threads),
                Progress = progress,
            };
            var duplicates = DuplicateRows.Find(file, options, Interruption.Token);
            StatusLine.Clear();
            foreach (var group in duplicates.Named(file)) output.Write(group);
            output.Complete();
            if (duplicates.LeftOut(file) is not { } leftOut) return ExitCodes.Done;
            Messages.Error(leftOut);
            return ExitCodes.SomeInputsFailed;
        });
        return command;
    }
}
