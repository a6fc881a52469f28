using BenchmarkDotNet.Attributes;
using SixLabors.ImageSharp.PixelFormats;
using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Benchmarks;

/// <summary>
/// JPEG bytes to RGB: Skia as shipped, at full size and scaled, and ImageSharp, for comparison.
/// </summary>
public class DecoderBenchmarks
{
    [ParamsSource(nameof(Names))]
    public string Photo { get; set; } = "";

    public static IEnumerable<string> Names => [Photos.TwelveMegapixels.Name, Photos.Small.Name];

    [Benchmark(Baseline = true)]
    public void ImageSharp()
    {
        using var image = SixLabors.ImageSharp.Image.Load<Rgb24>(Frame.Data.Span);
    }

    [Benchmark]
    public void Skia() => Decode(0);

    [Benchmark]
    public void SkiaScaled() => Decode(Photos.Rule.ResizeShortSide);

    private Frame Frame => Photo == Photos.Small.Name ? Photos.Small : Photos.TwelveMegapixels;

    private void Decode(int shortSideHint)
    {
        using var image = ImageDecoding.For(Frame).Decode(Frame, shortSideHint);
    }
}
