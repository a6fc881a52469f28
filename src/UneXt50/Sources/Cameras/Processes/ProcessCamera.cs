using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace UneXt50.Sources.Cameras.Processes;

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
    private readonly DescriptorWait _wait = new();

    /// <summary>Starts the program.</summary>
    /// <exception cref="UneXt50Exception">It cannot be started.</exception>
    public ProcessCamera(string name, string mode, CameraProgram program, TimeSpan timeout)
    {
        Name = name;
        Mode = $"{mode} through {program.Name}";
        _program = program;
        _timeout = timeout;
        _process = Start(name, program);
        _process.StandardInput.Close();
        _errors = new ErrorLines(_process.StandardError);
        _output = _process.StandardOutput.BaseStream;
        _descriptor = (int)((PipeStream)_output).SafePipeHandle.DangerousGetHandle();
    }

    public string Name { get; }

    public string Mode { get; }

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (!_splitter.TryTake(buffer))
        {
            var left = _timeout - Stopwatch.GetElapsedTime(start);
            var ready = left > TimeSpan.Zero ? _wait.For(_descriptor, left, cancellation) : (short)0;
            if (ready == 0) throw CameraError.Stalled(Name, _timeout);
            var count = _output.Read(_splitter.Room());
            if (count == 0) throw Ended(cancellation);
            _splitter.Add(count);
        }
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

    private UneXt50Exception Ended(CancellationToken cancellation)
    {
        // Ctrl-C reaches the program as it does us, and it may be the faster one to end.
        cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(300));
        cancellation.ThrowIfCancellationRequested();
        var status = _process.WaitForExit(Patience)
            ? string.Create(CultureInfo.InvariantCulture, $"ended with status {_process.ExitCode}")
            : "closed its output";
        var said = _errors.Summary(Patience);
        return CameraError.Make(Name, $"{_program.Name} {status}{(said.Length > 0 ? $" ({said})" : "")}", Remedy(said));
    }

    private string Remedy(string said)
    {
        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("no cameras available")) return "plug the camera in while the power is off, then look again";
        if (Says("in use") || Says("failed to acquire") || Says("resource busy"))
        {
            return "stop the other program that uses it";
        }

        if (Says("no element")) return "install the GStreamer plugin with that element";
        return $"see what '{_program}' says";
    }
}
