using System.Diagnostics;

namespace UneXt50.Cameras.Processes;

/// <summary>A camera behind another program, which writes JPEG files on its standard output.</summary>
internal sealed class ProcessCamera : ICamera
{
    private readonly CameraProgram _program;
    private readonly TimeSpan _timeout;
    private readonly ChildProgram _child;
    private readonly JpegSplitter _splitter = new();
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
        _child = new ChildProgram(name, program);
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
            var count = _child.Read(_splitter.Room(), left, cancellation) ?? throw NoFrame();
            _splitter.Add(count);
            if (count > 0) continue;
            if (_splitter.TryTakeLast(buffer)) break;
            throw Ended(cancellation);
        }

        _hasDelivered = true;
    }

    public void Dispose() => _child.Dispose();

    private UneXt50Exception NoFrame() => _splitter switch
    {
        { HasBegun: true } => CameraError.TooSlow(Name, _timeout),
        { Waiting: > 0 } => CameraError.NoJpeg(Name, _timeout, NoJpegRemedy),
        _ => _program.Silent(Name, _timeout, _child),
    };

    private string NoJpegRemedy => _program.Name == GstCommand.Program
        ? "let the pipeline end in jpegenc" : $"see what '{_program}' sends: it should be JPEG";

    private Exception Ended(CancellationToken cancellation)
    {
        var status = _child.Status(cancellation);
        // A film, or as many frames as were asked for: it has done all that it should.
        if (status == 0 && _hasDelivered && !_splitter.HasBegun) return new EndOfStreamException();
        if (status == 0 && !_hasDelivered && _splitter is { Waiting: > 0, HasBegun: false })
        {
            return CameraError.Make(
                Name, $"{_program.Name} ended with status 0, and what it sent has no JPEG in it", NoJpegRemedy);
        }

        return _program.Ended(Name, status, _child);
    }
}
