using System.Diagnostics;

namespace UneXt50.Cameras.Processes;

/// <summary>A camera behind a program that decodes what it sends: uncompressed RGB pictures come out.</summary>
internal sealed class RawCamera : ICamera
{
    private readonly TimeSpan _timeout;
    private CameraProgram _program;
    private CameraProgram? _older;
    private ChildProgram _child = null!;
    private MatroskaFrames _frames = null!;
    private CancellationToken _cancellation;
    private long _start;
    private bool _hasDelivered;

    /// <summary>Starts the program.</summary>
    /// <param name="name">The camera's name.</param>
    /// <param name="program">The program.</param>
    /// <param name="older">How older versions of it are called; null where all are called alike.</param>
    /// <param name="timeout">How long no picture may come.</param>
    /// <exception cref="UneXt50Exception">It cannot be started.</exception>
    public RawCamera(string name, CameraProgram program, CameraProgram? older, TimeSpan timeout)
    {
        (Name, _program, _older, _timeout) = (name, program, older, timeout);
        Start();
    }

    public string Name { get; }

    public string Mode => $"RGB through {_program.Name}" + (_program.ShowsSecret
        ? ", which shows the password to everyone who lists processes; ffmpeg ('sudo apt install ffmpeg') does not"
        : _program.Caveat is { } caveat ? $", which {caveat}" : "");

    public WarmUp WarmUp => WarmUp.Blank;

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        (_start, _cancellation) = (Stopwatch.GetTimestamp(), cancellation);
        try
        {
            if (!HasNext()) throw Ended(cancellation);
            if (_frames.Layout is not { } layout)
            {
                throw CameraError.Make(
                    Name, "the size of its frames has changed", "wait until it is opened again");
            }

            _frames.Read(buffer.Room(_frames.Length, layout));
            _hasDelivered = true;
        }
        catch (EndOfStreamException)
        {
            throw Ended(cancellation);
        }
        catch (InvalidDataException broken)
        {
            throw CameraError.Make(Name, broken.Message, "set a smaller size in the camera", broken);
        }
    }

    public void Dispose() => _child.Dispose();

    private void Start()
    {
        _child = new ChildProgram(Name, _program);
        _frames = new MatroskaFrames(Read);
    }

    private bool HasNext()
    {
        if (_frames.MoveNext()) return true;
        if (_hasDelivered || _older is null || !FfmpegCommand.IsOld(_child)) return false;
        _child.Dispose();
        (_program, _older) = (_older, null);
        Start();
        return _frames.MoveNext();
    }

    private int Read(Span<byte> room)
    {
        var left = _timeout - Stopwatch.GetElapsedTime(_start);
        return _child.Read(room, left, _cancellation)
            ?? throw (_hasDelivered ? CameraError.Stalled(Name, _timeout) : CameraError.NoAnswer(Name, _timeout));
    }

    private UneXt50Exception Ended(CancellationToken cancellation) =>
        _program.Ended(Name, _child.Status(cancellation), _child);
}
