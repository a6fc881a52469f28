using System.Diagnostics;
using System.Globalization;
using UneXt50.Inference;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// Many photos through <see cref="Pipeline"/> as <c>classify</c> does it: with several threads, a photo for each; with
/// one, or in batches, the next are decoded while the network runs.
/// </summary>
/// <param name="Photos">How many.</param>
/// <param name="PhotosPerSecond">Of wall time.</param>
/// <param name="WallOverInference">
/// Wall time, once for each photo that is under way at a time, over the time the network alone took in the same pass;
/// 1 at best.
/// </param>
public sealed record Throughput(int Photos, double PhotosPerSecond, double WallOverInference)
{
    /// <summary>The share of its time that a network may wait for pixels and still be what limits the run.</summary>
    private const double LittleWaiting = 0.1;

    /// <summary>Photos in one run of the network.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Threads that decode beside the network; 0 where each photo has one thread for everything.</summary>
    public int DecodeThreads { get; init; }

    /// <summary>Decoding and scaling: its share of the work on a photo, 0 to 1; the network has the rest.</summary>
    public double PreparationShare { get; init; }

    /// <summary>
    /// The share of wall time in which the network waited for pixels, 0 to 1; null where each photo has one thread for
    /// everything and nothing waits.
    /// </summary>
    public double? NetworkWaits { get; init; }

    /// <summary>Where the time goes and what limits the run: a sentence.</summary>
    public string Limit()
    {
        FormattableString sentence = NetworkWaits switch
        {
            null =>
                $"of the work on a photo {PreparationShare:P0} is decoding and {1 - PreparationShare:P0} the network",
            <= LittleWaiting =>
                $"the network is the limit: decoding keeps up ({Threads()}) and it waits {NetworkWaits:P0} of the time",
            _ => $"decoding is the limit ({Threads()}): the network waits {NetworkWaits:P0} of the time for pixels",
        };
        return sentence.ToString(CultureInfo.InvariantCulture);
    }

    internal static Throughput Measure(
        UneXt50Model model, BenchmarkRequest request, int batch, Action<double> progress,
        CancellationToken cancellation)
    {
        var length = request.Length;
        var lanes = batch > 1 || request.Options.IsOnDevice ? 1 : request.Threads[0];
        using var single = lanes > 1
            ? UneXt50Model.Load(request.ModelPath, request.Options with { Threads = 1 }) : null;
        var loaded = single ?? model;
        var options = request.Options.IsOnDevice
            ? PipelineOptions.ForPhotos(length.Runs, batch: batch, onDevice: true)
            : new PipelineOptions { Lanes = lanes, Batch = batch };
        var start = Stopwatch.GetTimestamp();
        var (preparation, inference, count) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        var most = length.Duration ?? TimeSpan.MaxValue;
        foreach (var outcome in loaded.ClassifyAll(
            Endless(request.Photos).Take(length.Runs), options, cancellation))
        {
            if (outcome.Error is { } error) throw error;
            var times = outcome.Prediction!.Times;
            inference += times.Inference;
            preparation += times.Decode + times.Preprocess;
            count++;
            progress((double)count / length.Runs);
            if (Stopwatch.GetElapsedTime(start) >= most) break;
        }

        cancellation.ThrowIfCancellationRequested();
        var wall = Stopwatch.GetElapsedTime(start);
        return new Throughput(
            count, Math.Round(count / wall.TotalSeconds, 3), Math.Round(lanes * (wall / inference), 4))
        {
            Batch = batch,
            DecodeThreads = lanes > 1 ? 0 : options.DecodeThreads,
            PreparationShare = Math.Round(preparation / (preparation + inference), 4),
            NetworkWaits = lanes > 1 ? null : Math.Round(Math.Max(0, 1 - (inference / wall)), 4),
        };
    }

    private static IEnumerable<Photo> Endless(IReadOnlyList<Frame> photos)
    {
        for (var i = 0; ; i++)
        {
            var frame = photos[i % photos.Count];
            yield return new Photo(frame.Name, () => frame.Data);
        }
    }

    private string Threads() => DecodeThreads == 1 ? "1 thread" : $"{DecodeThreads} threads";
}
