using System.Diagnostics;
using UneXt50.Inference;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>The network with every number of threads and every batch, measured in turns.</summary>
internal static class Sweep
{
    /// <summary>The cells, by threads and within them by batch.</summary>
    public static IReadOnlyList<SweepCell> Measure(
        BenchmarkRequest request, IReadOnlyList<Frame> photos, Action<double> progress, CancellationToken cancellation)
    {
        var models = request.Threads.Select(
            threads => UneXt50Model.Load(request.ModelPath, request.Options with { Threads = threads })).ToList();
        var batches = new List<FilledBatch>();
        try
        {
            foreach (var model in models)
            {
                foreach (var batch in request.Batches) batches.Add(new FilledBatch(model, batch, photos));
            }

            var runs = TakingTurns.Measure(batches, photos, request.Length, progress, cancellation);
            var cells = request.Threads.SelectMany(_ => request.Batches, (threads, batch) => (threads, batch));
            return [.. cells.Zip(runs, (cell, own) => Cell(cell.threads, cell.batch, own, runs[0]))];
        }
        finally
        {
            foreach (var batch in batches) batch.Dispose();
            foreach (var model in models) model.Dispose();
        }
    }

    private static SweepCell Cell(
        int threads, int batch, IReadOnlyList<TimedRun> own, IReadOnlyList<TimedRun> first)
    {
        static double[] Milliseconds(IEnumerable<TimedRun> runs) =>
            [.. runs.Select(run => run.Times.Inference.TotalMilliseconds)];
        var ratio = PairedRatio.Estimate(Milliseconds(first), Milliseconds(own));
        return new SweepCell(
            threads, batch, SampleStatistics.Compute(Milliseconds(own)), Math.Round(1 / ratio.Median, 4));
    }

    /// <summary>A batch whose photos are in place, so that its runs are the network alone.</summary>
    private sealed class FilledBatch : IContender, IDisposable
    {
        private readonly INetworkBatch _batch;
        private readonly int _count;

        public FilledBatch(UneXt50Model model, int count, IReadOnlyList<Frame> photos)
        {
            (_batch, _count) = (model.Session.NewBatch(count), count);
            for (var i = 0; i < count; i++)
            {
                using var image = model.Decode(photos[i % photos.Count]);
                model.Preprocess(image, _batch.Input[i]);
            }
        }

        public StageTimes Run(Frame photo)
        {
            var start = Stopwatch.GetTimestamp();
            _batch.Run(_count);
            return new StageTimes(TimeSpan.Zero, TimeSpan.Zero, Stopwatch.GetElapsedTime(start) / _count);
        }

        public void Dispose() => _batch.Dispose();
    }
}

/// <summary>The network alone, with some number of threads and photos in one run.</summary>
/// <param name="Threads">Threads of the network.</param>
/// <param name="Batch">Photos in one run.</param>
/// <param name="MillisecondsPerPhoto">A run's time divided by its photos.</param>
/// <param name="Speedup">
/// How many times as many photos as the first cell, both measured in turns: the inverse of the median ratio of pairs.
/// </param>
public sealed record SweepCell(int Threads, int Batch, SampleStatistics MillisecondsPerPhoto, double Speedup);
