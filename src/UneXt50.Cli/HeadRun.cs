using System.CommandLine;
using UneXt50.Heads;
using UneXt50.Results;

namespace UneXt50.Cli;

/// <summary>What the commands about heads do alike.</summary>
internal static class HeadRun
{
    /// <summary>Runs a command's work, and turns an interruption into its exit code.</summary>
    public static int Interruptible(Func<CancellationToken, int> work)
    {
        using var interruption = new Interruption();
        try
        {
            return work(interruption.Token);
        }
        catch (OperationCanceledException)
        {
            return interruption.ExitCode ?? ExitCodes.Interrupted;
        }
    }

    /// <summary>Features of the photos, with a progress bar; failed photos are told at once.</summary>
    public static FeaturePass Features(
        IReadOnlyList<TrainingPhoto> photos, UneXt50Model model, FeatureCache? cache, PipelineOptions options,
        bool quiet, CancellationToken cancellation)
    {
        var bar = quiet || Console.IsErrorRedirected
            ? null : new ProgressBar(Console.Error, Task.FromResult(photos.Count));
        try
        {
            return FeaturePass.Of(photos, model, cache, options, error =>
            {
                if (error is not null)
                {
                    bar?.Clear();
                    Messages.Error(error);
                }

                bar?.Advance(failed: error is not null);
            }, cancellation);
        }
        finally
        {
            bar?.Clear();
        }
    }

    /// <summary>Trains, writes head and cache, reports; the last thing is the page, if one is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Its options about training.</param>
    /// <param name="path">The head to appear.</param>
    /// <param name="work">Makes the head.</param>
    /// <param name="folder">Where the photos are, for thumbnails.</param>
    public static int Train(
        ParseResult parsed, HeadOptions options, string path, string? folder, Func<HeadTraining, LinearHead> work)
    {
        using var training = HeadTraining.Open(path);
        using var head = work(training);
        var report = head.Card.Report;
        Print(options.AsJson(parsed) ? report.ToJson() + "\n" : HeadReportText.Of(head.Card));
        if (options.Page(parsed) is { } page) HeadReportPage.Write(page, HeadFile.NameOf(path), head.Card, folder);
        return report.Skipped.Count > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
    }

    public static void Print(string text)
    {
        using var output = OutputFile.Create("-");
        output.Write(System.Text.Encoding.UTF8.GetBytes(text));
        output.Complete();
    }
}
