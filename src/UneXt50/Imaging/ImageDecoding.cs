using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>Knows which decoder reads which bytes; file names and extensions play no part.</summary>
public static class ImageDecoding
{
    private static readonly JpegDecoder Jpeg = new();

    /// <summary>The decoder for what the first bytes of <paramref name="frame"/> say it is.</summary>
    /// <exception cref="UneXt50Exception">The frame is empty or not JPEG, PNG, WebP, GIF or BMP.</exception>
    public static IImageDecoder For(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var data = frame.Data.Span;
        if (data.IsEmpty) throw ImageError.Empty(frame);
        if (data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        throw ImageError.UnknownFormat(frame);
    }
}
