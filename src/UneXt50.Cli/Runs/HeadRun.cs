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
            return FeaturePass.Of(photos, model, cache, options, error =>
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

    /// <summary>Trains, writes head and cache, reports; the last thing is the page, if one is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Its options about training.</param>
    /// <param name="path">The head to appear.</param>
    /// <param name="work">Makes the head.</param>
    /// <param name="folder">Where the photos are, for thumbnails.</param>
    public static int Train(
        ParseResult parsed, HeadOptions options, string path, string? folder, Func<TrainingRun, LinearHead> work)
    {
        using var training = TrainingRun.Open(path);
        using var head = work(training);
        var report = head.Card.Report;
        StandardOutput.Print(options.AsJson(parsed) ? report.ToJson() + "\n" : HeadReportText.Of(head.Card));
        if (options.Page(parsed) is { } page) HeadReportPage.Write(page, HeadFile.NameOf(path), head.Card, folder);
        return report.Skipped.Count > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
    }
}
