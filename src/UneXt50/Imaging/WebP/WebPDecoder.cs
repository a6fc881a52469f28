using SkiaSharp;
using UneXt50.Sources;

namespace UneXt50.Imaging.WebP;

/// <summary>
/// WebP through Skia's libwebp, which gives the pixels that Pillow gives; of an animation the first frame. Alpha is
/// dropped.
/// </summary>
internal static class WebPDecoder
{
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="UneXt50Exception">It is too large.</exception>
    public static unsafe RgbImage Decode(Frame frame)
    {
        var file = WebPFile.Read(frame.Data.Span);
        using var pin = frame.Data.Pin();
        using var data = SKData.Create((nint)pin.Pointer, frame.Data.Length);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != SKEncodedImageFormat.Webp) throw new InvalidDataException();
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        ImageLimits.Check(frame, width, height, ImageLimits.MaxPixels, MemoryFor(file, (long)width * height));

        var stored = Stored(codec, width, height);
        if (file.Orientation is < 2 or > 8) return stored;
        using (stored)
        {
            var upright = new UprightImage(width, height, file.Orientation);
            upright.Write(0, stored.Pixels);
            return upright.Image;
        }
    }

    private static unsafe RgbImage Stored(SKCodec codec, int width, int height)
    {
        // Skia writes four bytes a pixel, which are packed where they are.
        var image = new RgbImage(width, height, bytesPerPixel: 4);
        // Alpha is not multiplied in; no colour space on the target, so that profiles are ignored.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        SKCodecResult result;
        fixed (byte* pixels = image.Room) result = codec.GetPixels(info, (nint)pixels);
        if (result == SKCodecResult.Success)
        {
            RgbaPacking.ToRgb(image.Room, image.Pixels);
            return image;
        }

        image.Dispose();
        throw result == SKCodecResult.IncompleteInput
            ? new EndOfStreamException() : new InvalidDataException(result.ToString());
    }

    // Four bytes a pixel for Skia; beside them libwebp's copy of a lossless picture or of alpha, or the turned one.
    private static long MemoryFor(WebPFile file, long pixels)
    {
        var own = file.IsLossless ? 4 : file.HasAlpha ? 2 : 0;
        var turned = file.Orientation is >= 2 and <= 8 ? 3 : 0;
        return pixels * (4 + Math.Max(own, turned));
    }
}
