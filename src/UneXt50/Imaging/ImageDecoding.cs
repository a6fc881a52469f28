using UneXt50.Imaging.Bmp;
using UneXt50.Imaging.Gif;
using UneXt50.Imaging.Jpeg;
using UneXt50.Imaging.Png;
using UneXt50.Imaging.Pnm;
using UneXt50.Imaging.WebP;
using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>Knows which decoder reads which bytes; file names and extensions play no part.</summary>
public static class ImageDecoding
{
    private static readonly RawPixelDecoder Raw = new();
    private static readonly JpegDecoder Jpeg = new();
    private static readonly FileDecoder Png = new("PNG", PngDecoder.Decode);
    private static readonly FileDecoder WebP = new("WebP", WebPDecoder.Decode);
    private static readonly FileDecoder Gif = new("GIF", GifDecoder.Decode);
    private static readonly FileDecoder Bmp = new("BMP", BmpDecoder.Decode);
    private static readonly FileDecoder Pnm = new("PNM", PnmDecoder.Decode);

    /// <summary>
    /// The decoder for what the layout of <paramref name="frame"/> says it is, or else its first bytes.
    /// </summary>
    /// <exception cref="UneXt50Exception">The frame is empty or not JPEG, PNG, WebP, GIF, BMP, PGM or PPM.</exception>
    public static IImageDecoder For(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var data = frame.Data.Span;
        if (data.IsEmpty) throw ImageError.Empty(frame);
        if (frame.Layout is not null) return Raw;
        if (data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (data.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (data.StartsWith("RIFF"u8) && data.Length >= 12 && data[8..].StartsWith("WEBP"u8)) return WebP;
        if (data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8)) return Gif;
        if (data.StartsWith("BM"u8)) return Bmp;
        if (data.StartsWith("P5"u8) || data.StartsWith("P6"u8)) return Pnm;
        throw ImageError.UnknownFormat(frame);
    }

    /// <summary>A format whose decoder only has to throw: what it throws becomes an error for the user here.</summary>
    private sealed class FileDecoder(string format, Func<Frame, RgbImage> decode) : IImageDecoder
    {
        public RgbImage Decode(Frame frame, int shortSideHint)
        {
            try
            {
                return decode(frame);
            }
            catch (OutOfMemoryException failure)
            {
                throw ImageError.OutOfMemory(frame, failure);
            }
            catch (EndOfStreamException)
            {
                throw ImageError.Truncated(frame, format);
            }
            catch (NotSupportedException failure)
            {
                throw ImageError.Unsupported(frame, format, failure.Message);
            }
            catch (Exception failure) when (failure is not UneXt50Exception)
            {
                // Damaged data leads to places that are not there: index errors among them.
                throw ImageError.Damaged(frame, format, failure);
            }
        }
    }
}
