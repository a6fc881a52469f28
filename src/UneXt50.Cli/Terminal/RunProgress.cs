using UneXt50.Cli.Runs;
using UneXt50.Sources;

namespace UneXt50.Cli.Terminal;

/// <summary>What a run tells on standard error while it goes on: failed inputs at once, and a progress bar.</summary>
internal sealed class RunProgress : IDisposable
{
    private readonly ProgressBar? _bar;
    private readonly bool _printsErrors;

    private RunProgress(ProgressBar? bar, bool printsErrors)
    {
        _bar = bar;
        _printsErrors = printsErrors;
    }

    /// <param name="inputs">Counted in the background, so that the bar can say how much is left.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="quiet">No bar.</param>
    /// <param name="outputShowsErrors">Whether whoever sees the output sees the errors there.</param>
    /// <param name="wants">
    /// Which of the inputs are done in this run; null where they are not one each, and cannot be counted.
    /// </param>
    public static RunProgress Start(
        InputList inputs, string output, bool quiet, bool outputShowsErrors, Func<Photo, bool>? wants)
    {
        // On one screen, results are progress enough, and an error must not be told twice.
        var onScreen = output == "-" && !Console.IsOutputRedirected;
        var wantsBar = !onScreen && StatusLine.IsWanted(quiet);
        var count = wantsBar && inputs.CanEnumerateAgain && wants is not null
            ? OwnThread.Run(() => inputs.Count(wants)) : null;
        return new RunProgress(
            wantsBar ? new ProgressBar(count) : null,
            printsErrors: !(onScreen && outputShowsErrors && !Console.IsErrorRedirected));
    }

    public void Advance(UneXt50Exception? error)
    {
        if (error is not null && _printsErrors)
        {
            StatusLine.Clear();
            Messages.Error(error);
        }

        _bar?.Advance(failed: error is not null);
    }

    public void Dispose() => StatusLine.Clear();
}
