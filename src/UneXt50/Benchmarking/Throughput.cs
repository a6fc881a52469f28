using System.Diagnostics;
using UneXt50.Sources;

namespace UneXt50.Benchmarking;

/// <summary>
/// Many photos through <see cref="Pipeline"/>, decoded while the network runs, as <c>classify</c> does it with few photos
/// or one core.
/// </summary>
/// <param name="Photos">How many.</param>
/// <param name="PhotosPerSecond">Of wall time.</param>
/// <param name="WallOverInference">Wall time over the time the network alone took in the same pass; 1 at best.</param>
public sealed record Throughput(int Photos, double PhotosPerSecond, double WallOverInference)
{
    internal static Throughput Measure(
        UneXt50Model model, IReadOnlyList<Frame> photos, RunLength length, Action<double> progress,
        CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var (inference, count) = (TimeSpan.Zero, 0);
        var most = length.Duration ?? TimeSpan.MaxValue;
        foreach (var outcome in new Pipeline(model).Run(Endless(photos).Take(length.Runs), cancellation))
        {
            if (outcome.Error is { } error) throw error;
            inference += outcome.Prediction!.Times.Inference;
            count++;
            progress((double)count / length.Runs);
            if (Stopwatch.GetElapsedTime(start) >= most) break;
        }

        cancellation.ThrowIfCancellationRequested();
        var wall = Stopwatch.GetElapsedTime(start);
        return new Throughput(count, Math.Round(count / wall.TotalSeconds, 3), Math.Round(wall / inference, 4));
    }

    private static IEnumerable<Photo> Endless(IReadOnlyList<Frame> photos)
    {
        for (var i = 0; ; i++)
        {
            var frame = photos[i % photos.Count];
            yield return new Photo(frame.Name, () => frame.Data);
        }
    }
}
