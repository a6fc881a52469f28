using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata;
using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>Knows which decoder reads which bytes; file names and extensions play no part.</summary>
public static class ImageDecoding
{
    private static readonly RawPixelDecoder Raw = new();
    private static readonly JpegDecoder Jpeg = new();
    private static readonly ImageSharpDecoder Png = new("PNG", new PngDecoder(), PngStructure.IsComplete);
    private static readonly ImageSharpDecoder WebP = new("WebP", new WebpDecoder(), WebPStructure.IsComplete);
    private static readonly ImageSharpDecoder Bmp = new("BMP", new BmpDecoder(), BmpStructure.IsComplete);

    private static readonly ImageSharpDecoder Gif = new(
        "GIF",
        new GifDecoder { DecodingMode = FrameDecodingMode.First },
        GifStructure.IsComplete,
        GifStructure.TransparentColour);

    /// <summary>
    /// The decoder for what the layout of <paramref name="frame"/> says it is, or else its first bytes.
    /// </summary>
    /// <exception cref="UneXt50Exception">The frame is empty or not JPEG, PNG, WebP, GIF or BMP.</exception>
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
        throw ImageError.UnknownFormat(frame);
    }
}
