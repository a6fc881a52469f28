using BenchmarkDotNet.Attributes;
using UneXt50.Imaging;

namespace UneXt50.Benchmarks;

/// <summary>Pixels to the input tensor: resize, crop, normalise.</summary>
public class ResamplerBenchmarks : IDisposable
{
    private readonly Preprocessor _preprocessor = new(Photos.Rule);
    private readonly RgbImage _large = Photos.Decoded(Photos.TwelveMegapixels);
    private readonly RgbImage _small = Photos.Decoded(Photos.Small);
    private readonly float[] _planes;

    public ResamplerBenchmarks() => _planes = new float[_preprocessor.PlanesLength];

    [Benchmark(Description = "4000x3000")]
    public void Large() => _preprocessor.Write(_large, _planes);

    [Benchmark(Description = "640x480")]
    public void Small() => _preprocessor.Write(_small, _planes);

    [GlobalCleanup]
    public void Dispose()
    {
        _large.Dispose();
        _small.Dispose();
        GC.SuppressFinalize(this);
    }
}
