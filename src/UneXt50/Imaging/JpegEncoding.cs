using SkiaSharp;
using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>Frames that a camera did not encode, as JPEG.</summary>
internal static class JpegEncoding
{
    /// <summary>Libjpeg's scale, 1 to 100: what one cannot tell from the original by eye.</summary>
    private const int Quality = 90;

    /// <summary>A JPEG file (4:2:0, quality 90).</summary>
    /// <exception cref="UneXt50Exception">The frame is cut short or too large.</exception>
    public static byte[] Encode(Frame frame)
    {
        using var image = ImageDecoding.For(frame).Decode(frame, shortSideHint: 0);
        using var bitmap = new SKBitmap(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        RgbaPacking.ToRgba(image.Pixels, bitmap.GetPixelSpan());
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.ToArray();
    }
}
