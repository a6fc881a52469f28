using System.Diagnostics;
using System.Runtime.InteropServices;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Runs;

/// <summary>
/// What becomes of the signals that ask a program to end. By default it ends at once, and leaves whole files only. A
/// run that has rows to keep asks for <see cref="StopInOrder"/>: the first signal then lets it complete its outputs. A
/// second one ends it at once too, but not within the first second: <c>timeout</c>, a terminal that is closed and
/// impatient fingers send several that are meant as one.
/// </summary>
internal static partial class Interruption
{
    private const PosixSignal TimeUsedUp = (PosixSignal)24; // SIGXCPU
    private const PosixSignal FileTooLarge = (PosixSignal)25; // SIGXFSZ

    private static readonly TimeSpan OneRequest = TimeSpan.FromSeconds(1);
    private static readonly Lock Gate = new();
    private static readonly CancellationTokenSource Source = new();
    private static readonly List<PosixSignalRegistration> Registrations = [];
    private static bool _stopsInOrder;
    private static int _exitCode;
    private static long _first;

    /// <summary>Signalled once the program is asked to end.</summary>
    public static CancellationToken Token => Source.Token;

    /// <summary>What to exit with, or null when nothing has happened.</summary>
    public static int? ExitCode => Volatile.Read(ref _exitCode) is not 0 and var code ? code : null;

    /// <summary>Takes the signals; those that our parent has set to be ignored, as nohup does, stay so.</summary>
    public static void Install()
    {
        foreach (var (signal, exitCode) in new[]
        {
            (PosixSignal.SIGINT, ExitCodes.Interrupted), (PosixSignal.SIGTERM, ExitCodes.Terminated),
            (PosixSignal.SIGHUP, ExitCodes.HungUp), (PosixSignal.SIGQUIT, ExitCodes.Quit),
            (TimeUsedUp, ExitCodes.TimeUsedUp),
        })
        {
            Registrations.Add(PosixSignalRegistration.Create(signal, context => Take(context, exitCode)));
        }

        // The write fails as on a full disk then, and says so.
        Registrations.Add(PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true));
    }

    /// <summary>From now on the first signal cancels this token, and ends nothing.</summary>
    public static CancellationToken StopInOrder()
    {
        lock (Gate) _stopsInOrder = true;
        return Token;
    }

    /// <summary>Ends the program now, with whole files only.</summary>
    public static void EndAtOnce(int exitCode)
    {
        UnfinishedWork.Abandon();
        StatusLine.Clear();
        End(exitCode);
    }

    private static void Take(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        lock (Gate)
        {
            var isFirst = _exitCode == 0;
            if (isFirst) (_exitCode, _first) = (exitCode, Stopwatch.GetTimestamp());
            if (!_stopsInOrder || (!isFirst && Stopwatch.GetElapsedTime(_first) >= OneRequest)) EndAtOnce(_exitCode);
            if (!isFirst) return;
        }

        // The source is never disposed: a signal may come at any time.
        Source.Cancel();
    }

    // Not Environment.Exit, which waits for threads and runs what native libraries do at the end, beside their threads.
    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void End(int exitCode);
}
