using System.Diagnostics;
using UneXt50.Onnx.Runtime;

namespace UneXt50.Inference;

/// <summary>Finds the batch beyond which photos a second stop growing.</summary>
internal static class BatchSearch
{
    /// <summary>The largest batch that is tried.</summary>
    public const int Largest = 256;

    /// <summary>The largest batch that TensorRT makes its engines for: each shape beyond would be built anew.</summary>
    private const int LargestOfEngines = 64;

    /// <summary>What a batch twice as large must bring to be worth its memory and its wait.</summary>
    private const double LeastGrowth = 1.05;

    private const int Runs = 3;

    /// <summary>The largest batch that is tried with these providers.</summary>
    public static int MostFor(IReadOnlyList<ExecutionProvider> providers) =>
        providers.Any(ProviderSetup.IsTensorRt) ? LargestOfEngines : Largest;

    /// <summary>Doubles the batch while that brings more photos a second.</summary>
    /// <param name="rate">Photos a second with a batch; null if the network or the memory does not allow it.</param>
    /// <param name="most">The largest batch to try.</param>
    /// <returns>The batch, and those that were tried.</returns>
    public static (int Batch, IReadOnlyList<int> Tried) Find(Func<int, double?> rate, int most)
    {
        var (best, bestRate, tried) = (1, rate(1) ?? 0, new List<int> { 1 });
        for (var batch = 2; batch <= most; batch *= 2)
        {
            tried.Add(batch);
            if (rate(batch) is not { } now || now < bestRate * LeastGrowth) break;
            (best, bestRate) = (batch, now);
        }

        return (best, tried);
    }

    /// <summary>
    /// The same by measuring a network, on blank pictures. Our own engine computes one photo after the other, so there
    /// is nothing to measure.
    /// </summary>
    /// <param name="network">The network; nobody else runs it meanwhile.</param>
    /// <param name="most">The largest batch that makes sense, as there may be fewer photos.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UneXt50Exception">The network does not even run one photo.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (int Batch, IReadOnlyList<int> Tried) Find(
        INetwork network, int most, CancellationToken cancellation)
    {
        if (network.Engine == InferenceEngine.Native) return (1, [1]);
        var side = (long)network.Card.Preprocess.InputSize;
        var bytesOfPhoto = 3 * side * side * sizeof(float);
        return Find(
            batch =>
            {
                if (batch > 1 && batch * bytesOfPhoto > AvailableMemory.Bytes() / 4) return null;
                var before = AvailableMemory.Bytes();
                try
                {
                    return Rate(network, batch, cancellation);
                }
                catch (UneXt50Exception) when (batch > 1)
                {
                    return null; // too much memory, or a network of single photos
                }
                finally
                {
                    // What the network itself needs for a photo shows once it has run some.
                    bytesOfPhoto = Math.Max(bytesOfPhoto, (before - AvailableMemory.Bytes()) / batch);
                }
            },
            Math.Clamp(most, 1, Largest));
    }

    private static double Rate(INetwork network, int batch, CancellationToken cancellation)
    {
        using var buffers = network.NewBatch(batch);
        buffers.Run(batch, cancellation); // memory is made for it, and a device chooses its kernels
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            buffers.Run(batch, cancellation);
            if (Stopwatch.GetElapsedTime(start) is var time && time < best) best = time;
        }

        return batch / best.TotalSeconds;
    }
}
