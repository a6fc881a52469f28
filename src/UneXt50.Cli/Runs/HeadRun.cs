using System.CommandLine;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Heads;
using UneXt50.Inference;
using UneXt50.Sources;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Runs;

/// <summary>What the commands about heads do alike.</summary>
internal static class HeadRun
{
    /// <summary>The photos of a folder of class folders; what was passed over there is told at the end.</summary>
    public static IReadOnlyList<TrainingPhoto> Photos(string folder)
    {
        var passedOver = new PassedOver();
        var photos = TrainingFolder.List(folder, passedOver);
        PhotoFolder.TellAtEnd(passedOver);
        return photos;
    }

    /// <summary>Features of the photos, with a progress bar; failed photos are told at once.</summary>
    public static FeaturePass Features(
        IReadOnlyList<TrainingPhoto> photos, UneXt50Model model, FeatureCache? cache, PipelineOptions options,
        bool quiet)
    {
        var bar = StatusLine.IsWanted(quiet) ? new ProgressBar(Task.FromResult(photos.Count)) : null;
        try
        {
            return FeaturePass.Run(photos, model, cache, options, error =>
            {
                if (error is not null)
                {
                    StatusLine.Clear();
                    Messages.Error(error);
                }

                bar?.Advance(failed: error is not null);
            });
        }
        finally
        {
            StatusLine.Clear();
        }
    }

    /// <summary>Trains, writes head, cache and page, reports, and says what was written and what comes next.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Its options about training.</param>
    /// <param name="path">The head to appear.</param>
    /// <param name="model">The model that was named; null for the default one.</param>
    /// <param name="work">Makes the head.</param>
    /// <param name="folder">Where the photos are, for thumbnails.</param>
    public static int Train(
        ParseResult parsed, HeadOptions options, string path, string? model, string? folder,
        Func<TrainingRun, LinearHead> work)
    {
        using var training = TrainingRun.Open(path);
        using var head = work(training);
        var report = head.Card.Report;
        StandardOutput.Print(options.Report.IsJson(parsed) ? report.ToJson() + "\n" : HeadReportText.Render(head.Card));
        var page = options.Page(parsed);
        if (page is not null) HeadReportPage.Write(page, HeadFile.NameOf(path), head.Card, folder);
        if (!options.Report.IsJson(parsed)) StandardOutput.Print(Ending(path, page, model));
        return report.Skipped.Count > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
    }

    private static string Ending(string path, string? page, string? model)
    {
        var written = string.Join(", ", new[] { path, HeadFile.CacheOf(path), page }.OfType<string>());
        var named = model is null ? "" : $"--model {ShellWord(model)} ";
        return $"\nwrote {TerminalText.Escape(written)}\n"
            + $"next: unext50 classify {named}--head {ShellWord(path)} PHOTO\n";
    }

    /// <summary>The word as a shell takes it, in quotes if it needs them.</summary>
    private static string ShellWord(string word) => word.Length > 0 && word.All(letter =>
        char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '+' or ':' or ',' or '@')
        ? word : $"'{TerminalText.Escape(word).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
