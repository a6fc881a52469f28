using UneXt50.Cameras.Processes;
using UneXt50.Sources;

namespace UneXt50.Cameras.Films;

/// <summary>Puts the frames of films in the place of the films among the inputs of a run.</summary>
public sealed class FilmFrames(FilmOptions options)
{
    private static readonly string[] Programs = [FfmpegCommand.Program, GstCommand.Program];

    private bool _isTold;

    /// <summary>
    /// The inputs, with every frame of each film that is looked at as an input of its own, in order, named after the
    /// film and its time in it: <c>clip.mp4@00:00:12.400</c>. A film that cannot be read, or not to its end, is also an
    /// input that fails and says so.
    /// </summary>
    /// <param name="inputs">Enumerated once, as they are asked for.</param>
    /// <param name="cancellation">Ends the waiting for a frame.</param>
    public IEnumerable<Photo> InPlaceOf(IEnumerable<Photo> inputs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (var input in inputs)
        {
            if (!FilmFile.Is(input))
            {
                yield return input;
                continue;
            }

            foreach (var frame in Frames(input, cancellation)) yield return frame;
        }
    }

    private IEnumerable<Photo> Frames(Photo film, CancellationToken cancellation)
    {
        using var decoder = Open(film, cancellation, out var refused);
        if (refused is not null) yield return Photo.Failing(refused);
        while (decoder?.Next() is { } frame) yield return frame;
        if (decoder?.Failure is { } failure) yield return Photo.Failing(failure);
    }

    private FilmDecoder? Open(Photo film, CancellationToken cancellation, out UneXt50Exception? refused)
    {
        refused = null;
        try
        {
            if (options.Refusal is { } refusal)
                throw new UneXt50Exception(ErrorKind.Input, film.Name, refusal.Problem, refusal.Remedy);
            var program = CameraProgram.Find(Programs) ?? throw new UneXt50Exception(
                ErrorKind.Input, film.Name, "films are read through ffmpeg or GStreamer, and neither is installed",
                "'sudo apt install ffmpeg' installs one");
            if (!_isTold) options.Told?.Invoke($"films are read through {program}");
            _isTold = true;
            return new FilmDecoder(film, program, options.Every, cancellation);
        }
        catch (UneXt50Exception failure) when (failure.Kind is ErrorKind.Input or ErrorKind.Camera)
        {
            // Of a program too: that is the film's trouble, and not the run's.
            refused = new UneXt50Exception(
                ErrorKind.Input, film.Name, failure.Problem, failure.Remedy, failure);
            return null;
        }
    }
}
