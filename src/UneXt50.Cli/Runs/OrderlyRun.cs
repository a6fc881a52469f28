using UneXt50.Parts;

namespace UneXt50.Cli.Runs;

/// <summary>
/// A run that has rows to keep: the first request to end stops it in order, and its outputs are completed with the rows
/// so far.
/// </summary>
internal static class OrderlyRun
{
    /// <param name="work">Does the inputs, until it is told to stop.</param>
    /// <param name="end">
    /// Completes the outputs, told whether the run was interrupted; returns the exit code if it was not.
    /// </param>
    public static int Execute(Action<CancellationToken> work, Func<bool, int> end)
    {
        try
        {
            work(Interruption.StopInOrder());
        }
        catch (OperationCanceledException) when (Interruption.ExitCode is not null)
        {
            // The rows so far are kept.
        }

        var exitCode = end(Interruption.ExitCode is not null);
        return Interruption.ExitCode ?? exitCode;
    }

    /// <summary>
    /// Whether an output has anything new: a run that was stopped before that leaves an earlier file as it was. What
    /// goes into a pipe has begun to be read, and gets its end.
    /// </summary>
    /// <param name="interrupted">Whether the run was stopped.</param>
    /// <param name="done">Inputs that have come to an end, failed ones too.</param>
    /// <param name="path">The output.</param>
    public static bool IsWorthKeeping(bool interrupted, long done, string path) =>
        !interrupted || done > 0 || !PartWriter.IsFile(path);
}
