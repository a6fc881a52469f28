using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>
/// How large a picture may say it is; checked on the header, before a pixel is allocated. A board with 1 GB has to bear
/// it: the program stays below 300 MB in all, and below 150 with a file under 1 MB; 55 of them are its own, or 120 where
/// onnxruntime computes, with which 204 is the most for such a file.
/// </summary>
internal static class ImageLimits
{
    /// <summary>Longest side, in pixels.</summary>
    public const int MaxSide = 30_000;

    /// <summary>Largest area of a JPEG file, which is scaled while it is decoded.</summary>
    public const int MaxJpegPixels = 100_000_000;

    /// <summary>Largest area of the other formats.</summary>
    public const int MaxPixels = 40_000_000;

    /// <summary>What file, pixels and decoder together may take, in bytes.</summary>
    public const long MaxMemory = 180_000_000;

    /// <summary>The same for a small file: no bomb, however tightly packed, gets more.</summary>
    public const long MaxMemoryOfSmallFile = 84_000_000;

    private const int SmallFile = 1_000_000;

    /// <summary>Refuses a picture that is too large; one that is large waits for its turn.</summary>
    /// <param name="frame">The encoded picture.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="maxPixels">Largest area.</param>
    /// <param name="memory">What pixels and decoder take beside the file, in bytes.</param>
    /// <exception cref="UneXt50Exception">The picture is larger than that.</exception>
    public static void Check(Frame frame, int width, int height, int maxPixels, long memory)
    {
        if (width > MaxSide || height > MaxSide || (long)width * height > maxPixels)
        {
            throw ImageError.TooLarge(
                frame, width, height, $"longest side {MaxSide}, area {maxPixels / 1_000_000} megapixels");
        }

        var isSmall = frame.Data.Length < SmallFile;
        var limit = isSmall ? MaxMemoryOfSmallFile : MaxMemory;
        memory += frame.Data.Length;
        if (memory <= limit)
        {
            LargePicture.Wait(memory);
            return;
        }

        var whose = isSmall ? " for a file under 1 MB" : "";
        throw ImageError.TooLarge(
            frame, width, height, $"it would take {Megabytes(memory)} MB, the limit is {Megabytes(limit)} MB{whose}");
    }

    private static long Megabytes(long bytes) => (bytes + 999_999) / 1_000_000;
}
