using System.Buffers;
using System.IO.Compression;
using UneXt50.Sources;

namespace UneXt50.Imaging.Png;

/// <summary>
/// PNG, row by row: nothing is held but the picture itself. Alpha is dropped, 16 bits keep the higher 8, as Pillow does
/// with RGB (16-bit grey it clips instead, which turns nearly all of it white).
/// </summary>
internal static class PngDecoder
{
    // Adam7: x and y of the first pixel of each pass, and the steps to the next.
    private static ReadOnlySpan<byte> Interlaced =>
        [0, 0, 8, 8, 4, 0, 8, 8, 0, 4, 4, 8, 2, 0, 4, 4, 0, 2, 2, 4, 1, 0, 2, 2, 0, 1, 1, 2];

    private static ReadOnlySpan<byte> Plain => [0, 0, 1, 1];

    /// <exception cref="EndOfStreamException">Rows are missing.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="UneXt50Exception">It is too large.</exception>
    public static RgbImage Decode(Frame frame)
    {
        var file = PngFile.Read(frame.Data.Span);
        ImageLimits.Check(frame, file.Width, file.Height, ImageLimits.MaxPixels, 3L * file.Width * file.Height);
        using var chunks = new PixelStream(frame.Data, file.Pixels);
        using var inflated = new ZLibStream(chunks, CompressionMode.Decompress);
        var upright = new UprightImage(file.Width, file.Height, file.Orientation);
        try
        {
            ReadRows(file, inflated, new PngPixels(file, frame.Data.Span), upright);
            // The checksum stands behind the rows, where only more reading finds it.
            inflated.ReadByte();
            return upright.Image;
        }
        catch
        {
            upright.Dispose();
            throw;
        }
    }

    private static void ReadRows(PngFile file, Stream inflated, PngPixels pixels, UprightImage upright)
    {
        var length = 1 + pixels.BytesInRow(file.Width);
        var rented = ArrayPool<byte>.Shared.Rent((2 * length) + (3 * file.Width));
        try
        {
            var rgb = rented.AsSpan(2 * length, 3 * file.Width);
            var passes = file.IsInterlaced ? Interlaced : Plain;
            for (; !passes.IsEmpty; passes = passes[4..])
            {
                var (left, top, stepX, stepY) = (passes[0], passes[1], passes[2], passes[3]);
                var columns = (file.Width - left + stepX - 1) / stepX;
                if (columns <= 0) continue;

                // The first byte of a row names its filter; above the first row there are zeros.
                var row = rented.AsSpan(0, 1 + pixels.BytesInRow(columns));
                var above = rented.AsSpan(length, row.Length);
                above.Clear();
                for (int y = top; y < file.Height; y += stepY)
                {
                    inflated.ReadExactly(row);
                    PngFilter.Undo(row[0], row[1..], above[1..], pixels.BytesInPixel);
                    pixels.ToRgb(row[1..], rgb[..(3 * columns)]);
                    if (stepX == 1 && left == 0) upright.Write(y, rgb);
                    else upright.Write(left, stepX, y, rgb[..(3 * columns)]);
                    var last = row;
                    row = above;
                    above = last;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The content of the chunks of pixels, one behind the other.</summary>
    private sealed class PixelStream(ReadOnlyMemory<byte> data, int chunk) : ForwardStream
    {
        private int _at = chunk + 8;
        private int _left = PngFile.ContentLength(data.Span, chunk);

        public override int Read(Span<byte> buffer)
        {
            while (_left == 0)
            {
                var next = _at + 4;
                if (next > data.Length - 8 || !data.Span.Slice(next + 4, 4).SequenceEqual("IDAT"u8)) return 0;
                (_at, _left) = (next + 8, PngFile.ContentLength(data.Span, next));
            }

            var count = Math.Min(_left, buffer.Length);
            data.Span.Slice(_at, count).CopyTo(buffer);
            _at += count;
            _left -= count;
            return count;
        }
    }
}
