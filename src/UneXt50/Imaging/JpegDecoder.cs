using System.Buffers;
using SkiaSharp;
using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>
/// JPEG through Skia's libjpeg-turbo: the pixels Pillow gives, at a third of a managed decoder's instructions on Arm.
/// Scales by 1/2, 1/4 or 1/8 in the inverse DCT, as Pillow's <c>draft</c> does.
/// </summary>
internal sealed class JpegDecoder : IImageDecoder
{
    private const string Format = "JPEG";

    // Skia has no packed RGB: it writes a strip of RGBA that stays in the cache while it is packed.
    private const int StripRows = 16;

    public unsafe RgbImage Decode(Frame frame, int shortSideHint)
    {
        using var pin = frame.Data.Pin();
        using var data = SKData.Create((nint)pin.Pointer, frame.Data.Length);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != SKEncodedImageFormat.Jpeg) throw ImageError.Damaged(frame, Format);
        ImageLimits.Check(frame, codec.Info.Width, codec.Info.Height, ImageLimits.MaxJpegPixels);
        if (!JpegStructure.IsComplete(frame.Data.Span)) throw ImageError.Truncated(frame, Format);

        var size = ScaledSize(codec, shortSideHint);
        try
        {
            var image = new RgbImage(size.Width, size.Height);
            ReadRows(codec, image, frame);
            return Orientation.Apply(image, (int)codec.EncodedOrigin);
        }
        catch (OutOfMemoryException exception)
        {
            throw ImageError.OutOfMemory(frame, exception);
        }
    }

    private static SKSizeI ScaledSize(SKCodec codec, int shortSideHint)
    {
        if (shortSideHint > 0)
        {
            var shortSide = Math.Min(codec.Info.Width, codec.Info.Height);
            foreach (var denominator in (ReadOnlySpan<int>)[8, 4, 2])
            {
                if (shortSide / denominator >= 2 * shortSideHint) return codec.GetScaledDimensions(1f / denominator);
            }
        }

        return codec.Info.Size;
    }

    private static unsafe void ReadRows(SKCodec codec, RgbImage image, Frame frame)
    {
        // No colour space on the target: the values stay as stored, profiles are ignored.
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (codec.StartScanlineDecode(info) != SKCodecResult.Success) throw ImageError.Damaged(frame, Format);

        var rowBytes = 4 * image.Width;
        var strip = ArrayPool<byte>.Shared.Rent(StripRows * rowBytes);
        try
        {
            fixed (byte* target = strip)
            {
                for (var y = 0; y < image.Height; y += StripRows)
                {
                    var rows = Math.Min(StripRows, image.Height - y);
                    if (codec.GetScanlines((nint)target, rows, rowBytes) != rows)
                    {
                        throw ImageError.Truncated(frame, Format);
                    }

                    var pixels = image.Pixels.Slice(3 * image.Width * y, 3 * image.Width * rows);
                    RgbaPacking.ToRgb(strip.AsSpan(0, rows * rowBytes), pixels);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(strip);
        }
    }
}
