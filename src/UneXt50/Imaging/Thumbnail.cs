using SkiaSharp;
using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>A small JPEG of a photo, for a page.</summary>
internal static class Thumbnail
{
    private const int LongSide = 160;
    private const int Quality = 80;

    /// <summary>The JPEG's bytes, or null when the photo is not there any more or cannot be read.</summary>
    public static byte[]? Of(Photo photo)
    {
        try
        {
            var frame = photo.Read();
            using var image = ImageDecoding.For(frame).Decode(frame, LongSide);
            return Encode(image);
        }
        catch (UneXt50Exception gone) when (gone.Kind == ErrorKind.Input)
        {
            return null;
        }
    }

    private static byte[] Encode(RgbImage image)
    {
        using var whole = new SKBitmap(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        RgbaPacking.ToRgba(image.Pixels, whole.GetPixelSpan());
        var scale = (double)LongSide / Math.Max(image.Width, image.Height);
        var size = new SKSizeI((int)Math.Ceiling(image.Width * scale), (int)Math.Ceiling(image.Height * scale));
        using var small = whole.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var encoded = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.ToArray();
    }
}
