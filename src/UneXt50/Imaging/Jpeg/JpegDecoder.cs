using System.Buffers;
using SkiaSharp;
using UneXt50.Sources;

namespace UneXt50.Imaging.Jpeg;

/// <summary>
/// JPEG through Skia's libjpeg-turbo: the pixels Pillow gives, at a third of a managed decoder's instructions on Arm.
/// Scales by 1/2, 1/4 or 1/8 in the inverse DCT, as Pillow's <c>draft</c> does.
/// </summary>
internal sealed class JpegDecoder : IImageDecoder
{
    private const string Format = "JPEG";

    // Skia has no packed RGB: it writes a strip of RGBA that stays in the cache while it is packed.
    private const int StripRows = 16;

    // Cameras and editors write about ten. Each goes over all blocks, however few bytes it has.
    private const int MostScans = 32;

    private const byte FillingGrey = 128;

    // Up to this size every block is looked at, so that not even the last may be missing: 0.3 ms for a photo of 18 KB. For
    // one of 12 megapixels and 2 MB it would be 39 ms, beside 53 ms to decode it; there, grey tells of the last but one.
    private const int SmallFile = 1 << 17;

    public RgbImage Decode(Frame frame, int shortSideHint)
    {
        var structure = JpegStructure.Read(frame.Data.Span);
        if (structure.Width == 0 && structure.HasEnd) throw ImageError.Damaged(frame, Format);
        ImageLimits.Check(frame, structure.Width, structure.Height, ImageLimits.MaxJpegPixels, structure.HeldBytes);
        if (structure.Scans > MostScans) throw ImageError.Unsupported(frame, Format, $"with {structure.Scans} scans");

        var data = frame.Data;
        if ((!structure.HasEnd || structure.HidesDamage || data.Length <= SmallFile)
            && !JpegScans.AreWhole(data.Span, isComplete: !structure.HasEnd))
        {
            throw ImageError.Truncated(frame, Format);
        }

        // Some cameras never write the end-of-image marker, and Skia wants it.
        if (!structure.HasEnd) data = (byte[])[.. data.Span, 0xFF, 0xD9];
        return Decode(frame, data, structure, shortSideHint);
    }

    private static unsafe RgbImage Decode(
        Frame frame, ReadOnlyMemory<byte> bytes, in JpegStructure structure, int shortSideHint)
    {
        using var pin = bytes.Pin();
        using var data = SKData.Create((nint)pin.Pointer, bytes.Length);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != SKEncodedImageFormat.Jpeg) throw ImageError.Damaged(frame, Format);
        var size = ScaledSize(codec, shortSideHint);
        var memory = structure.HeldBytes + (3L * size.Width * size.Height);
        ImageLimits.Check(frame, codec.Info.Width, codec.Info.Height, ImageLimits.MaxJpegPixels, memory);

        UprightImage? upright = null;
        try
        {
            upright = new UprightImage(size.Width, size.Height, structure.Orientation);
            var ends = ReadRows(codec, size, upright, frame);
            // What is missing of a scan is filled with grey, up to the last pixel.
            if (ends == FillingGrey && !JpegScans.AreWhole(bytes.Span, isComplete: false))
            {
                throw ImageError.Truncated(frame, Format);
            }

            return upright.Image;
        }
        catch (OutOfMemoryException exception)
        {
            upright?.Dispose();
            throw ImageError.OutOfMemory(frame, exception);
        }
        catch
        {
            upright?.Dispose();
            throw;
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

    // Gives the level of the last pixel if it is grey, or else -1.
    private static unsafe int ReadRows(SKCodec codec, SKSizeI size, UprightImage upright, Frame frame)
    {
        // No colour space on the target: the values stay as stored, profiles are ignored.
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (codec.StartScanlineDecode(info) != SKCodecResult.Success) throw ImageError.Damaged(frame, Format);

        var rowBytes = 4 * size.Width;
        var strip = ArrayPool<byte>.Shared.Rent(StripRows * rowBytes);
        try
        {
            var last = strip.AsSpan(0, 3);
            fixed (byte* target = strip)
            {
                for (var y = 0; y < size.Height; y += StripRows)
                {
                    var rows = Math.Min(StripRows, size.Height - y);
                    if (codec.GetScanlines((nint)target, rows, rowBytes) != rows)
                    {
                        throw ImageError.Truncated(frame, Format);
                    }

                    var rgba = strip.AsSpan(0, rows * rowBytes);
                    var rgb = upright.IsStoredUpright
                        ? upright.Image.Pixels.Slice(3 * size.Width * y, 3 * size.Width * rows)
                        : rgba[..(3 * size.Width * rows)];
                    RgbaPacking.ToRgb(rgba, rgb);
                    if (!upright.IsStoredUpright) upright.Write(y, rgb);
                    last = rgb[^3..];
                }
            }

            return last[0] == last[1] && last[1] == last[2] ? last[0] : -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(strip);
        }
    }
}
