using System.Globalization;
using Microsoft.Win32.SafeHandles;
using UneXt50.Cameras.Processes;
using UneXt50.Sources;

namespace UneXt50.Cameras.Films;

/// <summary>
/// One film on its way through a program. The program is given the file that we have opened, whatever its name has in
/// it and whoever puts another in its place.
/// </summary>
internal sealed class FilmDecoder : IDisposable
{
    // What ffmpeg and GStreamer say of a file that has none.
    private static readonly string[] NoPictures =
        ["matches no streams", "Delayed linking failed", "can't handle caps audio", "not-linked"];

    private readonly Photo _film;
    private readonly SafeFileHandle _file;
    private readonly string _program;
    private readonly FilmInterval? _every;
    private readonly CancellationToken _cancellation;
    private readonly FrameRoom _room = new();
    private ChildProgram _child = null!;
    private MatroskaFrames _frames = null!;
    private Func<TimeSpan, bool> _takes = null!;
    private InvalidDataException? _broken;
    private bool _isCut;
    private long _count;
    private TimeSpan _last;

    /// <summary>Starts the program.</summary>
    /// <exception cref="UneXt50Exception">The film cannot be opened, or the program not be started.</exception>
    public FilmDecoder(Photo film, string program, FilmInterval? every, CancellationToken cancellation)
    {
        (_film, _program, _every, _cancellation) = (film, program, every, cancellation);
        _file = Opened(film);
        try
        {
            Start(isOld: false);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Why not all of the film could be read; null where it could, or its end is not reached.</summary>
    public UneXt50Exception? Failure { get; private set; }

    private bool IsFfmpeg => Path.GetFileName(_program) == FfmpegCommand.Program;

    /// <summary>The next frame; null at the end.</summary>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public Photo? Next()
    {
        var frame = Read();
        if (frame is null && _count == 0 && FfmpegCommand.IsOld(_child))
        {
            _child.Dispose();
            Start(isOld: true);
            frame = Read();
        }

        if (frame is null) Failure = Verdict();
        return frame;
    }

    public void Dispose()
    {
        _child.Dispose();
        _file.Dispose();
    }

    private static SafeFileHandle Opened(Photo film)
    {
        try
        {
            PlannedOutputs.RequireInput(film.FilePath!);
            return ReadableFile.Open(film.FilePath!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(film.Name, $"it cannot be read ({failure.Message})", "check the file and its permissions");
        }
    }

    private void Start(bool isOld)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_file.DangerousGetHandle()}");
        // Ffmpeg does not even convert the frames that are passed over; GStreamer has no words for which those are.
        _takes = IsFfmpeg || _every is null ? _ => true : _every.Follow();
        _child = new ChildProgram(
            _film.Name,
            IsFfmpeg ? FfmpegCommand.Film(_program, path, _every?.Selection, isOld) : GstCommand.Film(_program, path));
        _frames = new MatroskaFrames(room => _child.Read(room, Timeout.InfiniteTimeSpan, _cancellation) ?? 0);
    }

    private Photo? Read()
    {
        try
        {
            while (_frames.MoveNext())
            {
                if (_takes(_frames.Time)) return Taken();
            }
        }
        catch (EndOfStreamException)
        {
            _isCut = true;
        }
        catch (InvalidDataException broken)
        {
            _broken = broken;
        }

        return null;
    }

    private Photo Taken()
    {
        var (length, time) = (_frames.Length, _frames.Time);
        var layout = _frames.Layout ?? throw new InvalidDataException("the size of its pictures changes");
        var room = _room.Take(length, _cancellation);
        try
        {
            _frames.Read(room.AsSpan(0, length));
        }
        catch
        {
            _room.GiveBack(room);
            throw;
        }

        (_count, _last) = (_count + 1, time);
        return Photo.OfFilm(_film.Name, time, room.AsMemory(0, length), layout, () => _room.GiveBack(room));
    }

    private UneXt50Exception? Verdict()
    {
        if (_broken is { } broken)
            return Refused(_film.Name, Half(broken.Message), "convert it first, for example with ffmpeg");
        var status = _child.Status(_cancellation);
        var said = _child.Said();
        if (NoPictures.Any(_child.Says))
            return Refused(_film.Name, "it has no pictures, only sound or text", "give a film");
        var isWhole = status == 0 && !_isCut && (said.Length == 0 || !IsFfmpeg) && !FilmLength.IsCutShort(_file);
        if (isWhole && _count > 0) return null;
        if (isWhole) return Refused(_film.Name, "it has no pictures", "give a film");
        var why = said.Length == 0 ? "" : $" ({Path.GetFileName(_program)}: {said})";
        return Refused(
            _film.Name, Half(_count == 0 ? $"it cannot be read as a film{why}" : $"it is cut short or damaged{why}"),
            "copy or download it again");
    }

    private string Half(string problem) => _count == 0 ? problem : string.Create(
        CultureInfo.InvariantCulture,
        $"{problem}; {_count} {(_count == 1 ? "frame is" : "frames are")} answered, the last at "
        + $"{FilmMoment.Text(_last)}");

    private static UneXt50Exception Refused(string film, string problem, string remedy) =>
        new(ErrorKind.Input, film, problem, remedy);
}
