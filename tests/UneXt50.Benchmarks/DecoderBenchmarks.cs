using BenchmarkDotNet.Attributes;
using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Benchmarks;

/// <summary>
/// JPEG bytes to RGB: Skia as shipped, at full size and scaled, and ImageSharp, which the other formats use.
/// </summary>
public class DecoderBenchmarks
{
    private static readonly ImageSharpDecoder ImageSharpJpeg =
        new("JPEG", new SixLabors.ImageSharp.Formats.Jpeg.JpegDecoder(), _ => true);

    [ParamsSource(nameof(Names))]
    public string Photo { get; set; } = "";

    public static IEnumerable<string> Names => [Photos.TwelveMegapixels.Name, Photos.Small.Name];

    [Benchmark(Baseline = true)]
    public void ImageSharp() => Decode(ImageSharpJpeg, 0);

    [Benchmark]
    public void Skia() => Decode(ImageDecoding.For(Frame), 0);

    [Benchmark]
    public void SkiaScaled() => Decode(ImageDecoding.For(Frame), Photos.Rule.ResizeShortSide);

    private Frame Frame => Photo == Photos.Small.Name ? Photos.Small : Photos.TwelveMegapixels;

    private void Decode(IImageDecoder decoder, int shortSideHint)
    {
        using var image = decoder.Decode(Frame, shortSideHint);
    }
}
