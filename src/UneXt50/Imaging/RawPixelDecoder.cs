using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>
/// The pixels of cameras that do not encode them, at full size. Chroma is repeated for the pixels that share it.
/// </summary>
internal sealed class RawPixelDecoder : IImageDecoder
{
    public RgbImage Decode(Frame frame, int shortSideHint)
    {
        var layout = frame.Layout ?? throw new ArgumentException("The frame has no layout.", nameof(frame));
        ImageLimits.Check(
            frame, layout.Width, layout.Height, ImageLimits.MaxPixels, 3L * layout.Width * layout.Height);
        if (layout.BytesPerLine < layout.BytesInRow || frame.Data.Length < layout.Length)
        {
            throw ImageError.Truncated(frame, $"{layout.Format} {layout.Width}x{layout.Height}");
        }

        var image = new RgbImage(layout.Width, layout.Height);
        var data = frame.Data.Span;
        var conversion = new YuvConversion(layout.Encoding, layout.Range);
        for (var y = 0; y < layout.Height; y++)
        {
            var row = data.Slice(y * layout.BytesPerLine, layout.BytesInRow);
            var pixels = image.Row(y);
            switch (layout.Format)
            {
                case PixelFormat.Yuyv: FromYuyv(row, pixels, conversion); break;
                case PixelFormat.Nv12: FromNv12(row, ChromaRow(data, layout, y), pixels, conversion); break;
                case PixelFormat.Rgb24: row.CopyTo(pixels); break;
                case PixelFormat.Bgr24: FromBgr(row, pixels); break;
                case PixelFormat.Grey: FromGrey(row, pixels, conversion); break;
                default: throw new ArgumentException($"{layout.Format} has no rows.", nameof(frame));
            }
        }

        return image;
    }

    private static ReadOnlySpan<byte> ChromaRow(ReadOnlySpan<byte> data, PixelLayout layout, int y) =>
        data.Slice((layout.Height + (y / 2)) * layout.BytesPerLine, layout.BytesInRow);

    private static void FromYuyv(ReadOnlySpan<byte> row, Span<byte> pixels, YuvConversion conversion)
    {
        for (; pixels.Length >= 6; pixels = pixels[6..], row = row[4..])
        {
            conversion.Write(row[0], row[1], row[3], pixels);
            conversion.Write(row[2], row[1], row[3], pixels[3..]);
        }

        if (!pixels.IsEmpty) conversion.Write(row[0], row[1], row[3], pixels);
    }

    private static void FromNv12(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> chroma, Span<byte> pixels, YuvConversion conversion)
    {
        for (var x = 0; 3 * x < pixels.Length; x++)
        {
            var pair = x & ~1;
            conversion.Write(luma[x], chroma[pair], chroma[pair + 1], pixels[(3 * x)..]);
        }
    }

    private static void FromBgr(ReadOnlySpan<byte> row, Span<byte> pixels)
    {
        for (var i = 0; i + 2 < row.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (row[i + 2], row[i + 1], row[i]);
        }
    }

    private static void FromGrey(ReadOnlySpan<byte> row, Span<byte> pixels, YuvConversion conversion)
    {
        for (var x = 0; x < row.Length; x++)
        {
            pixels.Slice(3 * x, 3).Fill(conversion.Grey(row[x]));
        }
    }
}
