using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>How large a picture may say it is; checked on the header, before a pixel is allocated.</summary>
internal static class ImageLimits
{
    /// <summary>Longest side, in pixels.</summary>
    public const int MaxSide = 30_000;

    /// <summary>Largest area: 300 MB as RGB, which a board with 1 GB can still hold.</summary>
    public const long MaxPixels = 100_000_000;

    /// <exception cref="UneXt50Exception">The picture is larger than that.</exception>
    public static void Check(Frame frame, int width, int height)
    {
        if (width < 1 || height < 1) throw ImageError.Damaged(frame, "picture");
        if (width > MaxSide || height > MaxSide || (long)width * height > MaxPixels)
        {
            throw ImageError.TooLarge(frame, width, height);
        }
    }
}
