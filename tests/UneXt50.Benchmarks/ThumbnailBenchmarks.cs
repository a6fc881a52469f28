using BenchmarkDotNet.Attributes;

namespace UneXt50.Benchmarks;

/// <summary>
/// A 12-megapixel JPEG to a small picture: ours to the input tensor, libvips' thumbnail of the same size.
/// </summary>
public class ThumbnailBenchmarks
{
    private readonly Thumbnails _thumbnails = new();

    [GlobalSetup(Target = nameof(LibvipsThreads))]
    public static void ManyThreads() => Thumbnails.UseThreads(Environment.ProcessorCount);

    [GlobalSetup(Target = nameof(Libvips))]
    public static void OneThread() => Thumbnails.UseThreads(1);

    [Benchmark(Baseline = true, Description = "libvips, one thread")]
    public int Libvips() => _thumbnails.Libvips();

    [Benchmark(Description = "libvips, a thread for each core")]
    public int LibvipsThreads() => _thumbnails.Libvips();

    [Benchmark(Description = "decode and preprocess")]
    public void Ours() => _thumbnails.Ours();
}
