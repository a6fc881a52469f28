using UneXt50.Imaging;
using UneXt50.Imaging.Jpeg;
using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>JPEG as cameras send it: one frame after another, some without the marker that ends a file.</summary>
internal static class MotionJpeg
{
    /// <summary>The end-of-image marker.</summary>
    public static ReadOnlySpan<byte> End => [0xFF, 0xD9];

    /// <summary>
    /// Whether the frame has that marker. Where it is the last thing, as in most frames, nothing else is looked at: what
    /// is wrong before it shows when the frame is decoded.
    /// </summary>
    public static bool HasEnd(ReadOnlySpan<byte> frame) => frame.EndsWith(End) || JpegStructure.Read(frame).HasEnd;

    /// <summary>Whether a frame lacks that marker and nothing else. Costs what decoding it costs.</summary>
    public static bool IsWholeWithoutEnd(ReadOnlyMemory<byte> frame)
    {
        const int AnySize = 1;
        try
        {
            var picture = new Frame("", frame);
            using var image = ImageDecoding.For(picture).Decode(picture, AnySize);
            return true;
        }
        catch (UneXt50Exception damage) when (damage.Kind == ErrorKind.Input)
        {
            return false;
        }
    }
}
