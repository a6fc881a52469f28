using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Benchmarks;

/// <summary>The photos that are measured, made here, and how the default model wants them.</summary>
internal static class Photos
{
    public static readonly PreprocessRule Rule = new(
        160, 160, Interpolation.Bilinear, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>What a phone or a camera module delivers: 4000 x 3000.</summary>
    public static Frame TwelveMegapixels { get; } = SyntheticPhoto.Create(4000, 3000);

    /// <summary>What a webcam delivers.</summary>
    public static Frame Small { get; } = SyntheticPhoto.Create(640, 480);

    /// <summary>A photo at full size.</summary>
    public static RgbImage Decoded(Frame photo) => ImageDecoding.For(photo).Decode(photo, 0);
}
