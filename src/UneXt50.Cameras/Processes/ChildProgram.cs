using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;

namespace UneXt50.Cameras.Processes;

/// <summary>
/// A program that runs for us: its standard output is read with a time limit, its standard error to its end.
/// </summary>
internal sealed class ChildProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Stream _output;
    private readonly int _descriptor;
    private readonly DescriptorWait _wait;
    private readonly ErrorLines _errors;

    /// <summary>Starts it.</summary>
    /// <param name="name">What it is read for, as messages call that.</param>
    /// <param name="program">The program.</param>
    /// <exception cref="UneXt50Exception">It cannot be started (Camera).</exception>
    public ChildProgram(string name, CameraProgram program)
    {
        _wait = DescriptorWait.Create(name);
        try
        {
            _process = Start(name, program);
        }
        catch
        {
            _wait.Dispose();
            throw;
        }

        WriteInput(program.Input);
        _errors = new ErrorLines(_process.StandardError);
        _output = _process.StandardOutput.BaseStream;
        _descriptor = (int)((PipeStream)_output).SafePipeHandle.DangerousGetHandle();
    }

    /// <summary>Reads what is there of its output, and waits for that.</summary>
    /// <returns>How many bytes; 0 at its end, null where none came in the time.</returns>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public int? Read(Span<byte> room, TimeSpan time, CancellationToken cancellation)
    {
        var ready = time > TimeSpan.Zero || time == Timeout.InfiniteTimeSpan
            ? _wait.For(_descriptor, time, cancellation) : (short)0;
        return ready == 0 ? null : _output.Read(room);
    }

    /// <summary>Its exit code, once it has closed its output; null where it does not end.</summary>
    /// <exception cref="OperationCanceledException">
    /// It was cancelled: Ctrl-C reaches the program as it does us, and it may be the faster one to end.
    /// </exception>
    public int? Status(CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(300));
        cancellation.ThrowIfCancellationRequested();
        return _process.WaitForExit(Patience) ? _process.ExitCode : null;
    }

    /// <summary>
    /// The line of its standard error that is worth repeating, once it has ended; empty where it said nothing.
    /// </summary>
    public string Said() => Said(Patience);

    /// <summary>The same while it runs.</summary>
    public string SaidSoFar() => Said(TimeSpan.Zero);

    /// <summary>Whether one of the last lines that it said has these words, in any case.</summary>
    public bool Says(string words) => _errors.Contains(words);

    public void Dispose()
    {
        // Asked first: a program that is killed may leave the camera claimed.
        if (!_process.HasExited) _ = CameraLibc.Kill(_process.Id, CameraLibc.InterruptSignal);
        _output.Dispose();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Patience);
        }

        _process.Dispose();
        _wait.Dispose();
    }

    private string Said(TimeSpan patience) => AddressSecrets.Hide(ErrorLines.Plain(_errors.Summary(patience)));

    private void WriteInput(string? text)
    {
        try
        {
            if (text is not null) _process.StandardInput.Write(text);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; its standard error says why.
        }
    }

    private static Process Start(string name, CameraProgram program)
    {
        var start = new ProcessStartInfo(program.Path, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw CameraError.Make(
                name, $"{program.Path} cannot be started ({failure.Message})", "check that file's permissions",
                failure);
        }
    }
}
