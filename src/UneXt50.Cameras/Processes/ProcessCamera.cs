using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace UneXt50.Cameras.Processes;

/// <summary>A camera behind another program, which writes JPEG files on its standard output.</summary>
internal sealed class ProcessCamera : ICamera
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CameraProgram _program;
    private readonly TimeSpan _timeout;
    private readonly Process _process;
    private readonly Stream _output;
    private readonly int _descriptor;
    private readonly ErrorLines _errors;
    private readonly JpegSplitter _splitter = new();
    private readonly DescriptorWait _wait;
    private bool _hasDelivered;

    /// <summary>Starts the program.</summary>
    /// <exception cref="UneXt50Exception">It cannot be started.</exception>
    public ProcessCamera(
        string name, string mode, CameraProgram program, TimeSpan timeout, WarmUp? warmUp = null)
    {
        Name = name;
        WarmUp = warmUp ?? WarmUp.None;
        Mode = $"{mode} through {program.Name}";
        _program = program;
        _timeout = timeout;
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

        _process.StandardInput.Close();
        _errors = new ErrorLines(_process.StandardError);
        _output = _process.StandardOutput.BaseStream;
        _descriptor = (int)((PipeStream)_output).SafePipeHandle.DangerousGetHandle();
    }

    public string Name { get; }

    public string Mode { get; }

    public WarmUp WarmUp { get; }

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (!_splitter.TryTake(buffer))
        {
            var left = _timeout - Stopwatch.GetElapsedTime(start);
            var ready = left > TimeSpan.Zero ? _wait.For(_descriptor, left, cancellation) : (short)0;
            if (ready == 0) throw NoFrame();
            var count = _output.Read(_splitter.Room());
            _splitter.Add(count);
            if (count > 0) continue;
            if (_splitter.TryTakeLast(buffer)) break;
            throw Ended(cancellation);
        }

        _hasDelivered = true;
    }

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

    private UneXt50Exception NoFrame() => _splitter switch
    {
        { HasBegun: true } => CameraError.OnlyDamaged(Name, _timeout),
        { Waiting: > 0 } => CameraError.NoJpeg(Name, _timeout, NoJpegRemedy),
        _ => CameraError.Stalled(Name, _timeout),
    };

    private string NoJpegRemedy => _program.Name == GstCommand.Program
        ? "let the pipeline end in jpegenc" : $"see what '{_program}' sends: it should be JPEG";

    private Exception Ended(CancellationToken cancellation)
    {
        // Ctrl-C reaches the program as it does us, and it may be the faster one to end.
        cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(300));
        cancellation.ThrowIfCancellationRequested();
        int? status = _process.WaitForExit(Patience) ? _process.ExitCode : null;
        // A film, or as many frames as were asked for: it has done all that it should.
        if (status == 0 && _hasDelivered && !_splitter.HasBegun) return new EndOfStreamException();
        var ended = status is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"ended with status {code}") : "closed its output";
        if (status == 0 && !_hasDelivered && _splitter is { Waiting: > 0, HasBegun: false })
        {
            return CameraError.Make(
                Name, $"{_program.Name} {ended}, and what it sent has no JPEG in it", NoJpegRemedy);
        }

        var said = _errors.Summary(Patience);
        return CameraError.Make(
            Name, $"{_program.Name} {ended}{(said.Length > 0 ? $" ({said})" : "")}",
            ProgramRemedy.Find(_errors.Contains) ?? $"see what '{_program}' says");
    }
}
