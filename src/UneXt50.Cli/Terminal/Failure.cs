using UneXt50.Cli.Runs;

namespace UneXt50.Cli.Terminal;

/// <summary>What a failure that ends the program is for its user: a line, and an exit code.</summary>
internal static class Failure
{
    /// <summary>Says what is wrong, and returns the exit code.</summary>
    public static int Tell(Exception error)
    {
        switch (error)
        {
            case AggregateException or TypeInitializationException when error.InnerException is { } inner:
                return Tell(inner);
            case OperationCanceledException when Interruption.ExitCode is { } code:
                return code;
            case UneXt50Exception closed when OutputFile.IsClosedPipe(closed):
                return ExitCodes.Done;
            case UneXt50Exception known:
                Messages.Error(known);
                return ExitCodes.For(known.Kind);
            default:
                if (Scarcity.Of("this run", error) is { } scarce) return Tell(scarce);
                Messages.Bug(error);
                return ExitCodes.Bug;
        }
    }

    /// <summary>
    /// The same for a failure on a thread that nobody waits for, as where no further thread can be started: the runtime
    /// would end the process with a core dump.
    /// </summary>
    public static void EndAtOnce(Exception error) => Interruption.EndAtOnce(Tell(error));
}
