using System.Runtime.InteropServices;

namespace UneXt50.Cli;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a request to stop after the photo in hand, so that outputs can be completed.
/// The second one ends the program as usual.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private volatile int _exitCode;

    public Interruption()
    {
        _interrupt = On(PosixSignal.SIGINT, ExitCodes.Interrupted);
        _terminate = On(PosixSignal.SIGTERM, ExitCodes.Terminated);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>What to exit with, or null when nothing has happened.</summary>
    public int? ExitCode => _exitCode == 0 ? null : _exitCode;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal, int exitCode) =>
        PosixSignalRegistration.Create(signal, context => Stop(context, exitCode));

    private void Stop(PosixSignalContext context, int exitCode)
    {
        context.Cancel = Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0;
        if (context.Cancel) _source.Cancel();
    }
}
