using System.Collections.Concurrent;
using System.Diagnostics;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>Reads, decodes and preprocesses photos, on any number of threads.</summary>
internal sealed class PhotoPreparation(PhotoWalk walk, CancellationToken cancellation)
{
    private readonly ConcurrentBag<float[]> _free = [];

    /// <summary>A photo's planes, or why there are none.</summary>
    public PreparedPhoto Of(Photo photo)
    {
        if (!_free.TryTake(out var planes)) planes = new float[walk.InputLength];
        try
        {
            return new PreparedPhoto(photo, planes, Write(photo, planes), null);
        }
        catch (UneXt50Exception e) when (e.Kind == ErrorKind.Input)
        {
            Recycle(planes);
            return new PreparedPhoto(photo, null, default, e);
        }
    }

    /// <summary>Prepares a photo into <paramref name="planes"/>.</summary>
    /// <returns>How long that took.</returns>
    /// <exception cref="UneXt50Exception">It cannot be read or decoded.</exception>
    public StageTimes Write(Photo photo, Span<float> planes) => Write(photo, planes, cancellation);

    /// <inheritdoc cref="Write(Photo, Span{float})"/>
    /// <exception cref="OperationCanceledException">This photo was cancelled.</exception>
    public StageTimes Write(Photo photo, Span<float> planes, CancellationToken cancellation)
    {
        using var turn = LargePicture.Scope();
        var start = Stopwatch.GetTimestamp();
        using var image = Decoded(photo);
        var decoded = Stopwatch.GetTimestamp();
        walk.Preprocess(image, planes);
        return new StageTimes(
            Stopwatch.GetElapsedTime(start, decoded), Stopwatch.GetElapsedTime(decoded), TimeSpan.Zero);
    }

    private RgbImage Decoded(Photo photo)
    {
        try
        {
            return walk.Decode(photo.Read(cancellation));
        }
        finally
        {
            photo.Release();
        }
    }

    /// <summary>Gives planes back once they have been copied.</summary>
    public void Recycle(float[] planes) => _free.Add(planes);
}

/// <summary>A photo on its way into the network: its planes, or why there are none.</summary>
internal sealed record PreparedPhoto(Photo Photo, float[]? Planes, StageTimes Times, UneXt50Exception? Error);
