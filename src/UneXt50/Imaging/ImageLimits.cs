using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>
/// How large a picture may say it is; checked on the header, before a pixel is allocated. The areas are what a board
/// with 1 GB can bear.
/// </summary>
internal static class ImageLimits
{
    /// <summary>Longest side, in pixels.</summary>
    public const int MaxSide = 30_000;

    /// <summary>
    /// Largest area of a JPEG file: decoding takes up to 600 MB (progressive, in full), mostly far less (scaled).
    /// </summary>
    public const int MaxJpegPixels = 100_000_000;

    /// <summary>Largest area of the other formats: decoding takes up to 500 MB (lossless WebP).</summary>
    public const int MaxPixels = 40_000_000;

    /// <exception cref="UneXt50Exception">The picture is larger than that.</exception>
    public static void Check(Frame frame, int width, int height, int maxPixels)
    {
        if (width > MaxSide || height > MaxSide || (long)width * height > maxPixels)
        {
            throw ImageError.TooLarge(frame, width, height, maxPixels);
        }
    }
}
