using System.Diagnostics;
using UneXt50.Inference;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// Many photos through <see cref="Pipeline"/> as <c>classify</c> does it: with several threads, a photo for each; with
/// one, the next is decoded while the network runs.
/// </summary>
/// <param name="Photos">How many.</param>
/// <param name="PhotosPerSecond">Of wall time.</param>
/// <param name="WallOverInference">
/// Wall time, once for each photo that is under way at a time, over the time the network alone took in the same pass;
/// 1 at best.
/// </param>
public sealed record Throughput(int Photos, double PhotosPerSecond, double WallOverInference)
{
    internal static Throughput Measure(
        UneXt50Model model, BenchmarkRequest request, Action<double> progress, CancellationToken cancellation)
    {
        var length = request.Length;
        var lanes = request.Threads[0];
        using var single = lanes > 1
            ? UneXt50Model.Load(request.ModelPath, request.Profile with { Threads = 1 }) : null;
        var (loaded, options) = (single ?? model, new PipelineOptions { Lanes = lanes });
        var start = Stopwatch.GetTimestamp();
        var (inference, count) = (TimeSpan.Zero, 0);
        var most = length.Duration ?? TimeSpan.MaxValue;
        foreach (var outcome in loaded.ClassifyAll(
            Endless(request.Photos).Take(length.Runs), options, cancellation))
        {
            if (outcome.Error is { } error) throw error;
            inference += outcome.Prediction!.Times.Inference;
            count++;
            progress((double)count / length.Runs);
            if (Stopwatch.GetElapsedTime(start) >= most) break;
        }

        cancellation.ThrowIfCancellationRequested();
        var wall = Stopwatch.GetElapsedTime(start);
        return new Throughput(
            count, Math.Round(count / wall.TotalSeconds, 3), Math.Round(lanes * (wall / inference), 4));
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
