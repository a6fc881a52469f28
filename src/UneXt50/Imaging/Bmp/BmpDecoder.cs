using System.Buffers;
using UneXt50.Sources;
using static UneXt50.Imaging.Bmp.BmpHeader;

namespace UneXt50.Imaging.Bmp;

/// <summary>
/// BMP, every kind that Pillow reads, with its pixels; the others are refused. Alpha is dropped.
/// </summary>
internal static class BmpDecoder
{
    private delegate void RowConversion(ReadOnlySpan<byte> row, Span<byte> rgb);

    /// <exception cref="EndOfStreamException">Pixels are missing.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">Of a kind that is not read.</exception>
    /// <exception cref="UneXt50Exception">It is too large.</exception>
    public static RgbImage Decode(Frame frame)
    {
        var data = frame.Data.Span;
        var header = Read(data);
        ImageLimits.Check(frame, header.Width, header.Height, ImageLimits.MaxPixels, 3L * header.Width * header.Height);
        return header switch
        {
            { Method: Compression.None, Bits: 1 or 4 or 8 } => Rows(header, data, Indexed(header, data)),
            { Method: Compression.None, Bits: 16 or 24 or 32 } => Rows(header, data, BmpMasks.Read(header).ToRgb),
            { Method: Compression.BitFields, Bits: 16 or 24 or 32 } => Rows(header, data, BmpMasks.Read(header).ToRgb),
            { Method: Compression.RunLength8, Bits: 8 } or { Method: Compression.RunLength4, Bits: 4 } =>
                RunLengths(header, data),
            { Method: Compression.Jpeg } => throw new NotSupportedException("with a JPEG file inside"),
            { Method: Compression.Png } => throw new NotSupportedException("with a PNG file inside"),
            { Method: > Compression.Png or < Compression.None } =>
                throw new NotSupportedException($"of compression {(uint)header.Method}"),
            _ => throw new NotSupportedException($"of {header.Bits} bits a pixel and compression {(int)header.Method}"),
        };
    }

    private static RgbImage Rows(BmpHeader header, ReadOnlySpan<byte> data, RowConversion convert)
    {
        var length = (int)((((long)header.Width * header.Bits) + 7) / 8);
        // Padded to four bytes; behind the last row some leave that out, which is no reason to say more.
        var stride = (length + 3) & ~3;
        var lastLength = header.SaysMore ? stride : length;
        if (header.Pixels + ((long)stride * (header.Height - 1)) + lastLength > data.Length)
        {
            throw new EndOfStreamException();
        }

        var image = new RgbImage(header.Width, header.Height);
        for (var y = 0; y < header.Height; y++)
        {
            var row = data.Slice(header.Pixels + (y * stride), length);
            convert(row, image.Row(header.IsTopDown ? y : header.Height - 1 - y));
        }

        return image;
    }

    private static RowConversion Indexed(BmpHeader header, ReadOnlySpan<byte> data)
    {
        var table = Table(header, data);
        var indices = new byte[header.Width];
        return (row, rgb) =>
        {
            IndexedPixels.Unpack(row, header.Bits, indices);
            IndexedPixels.ToRgb(indices, table, rgb);
        };
    }

    private static RgbImage RunLengths(BmpHeader header, ReadOnlySpan<byte> data)
    {
        var table = Table(header, data);
        if (header.Pixels > data.Length) throw new EndOfStreamException();
        var indices = ArrayPool<byte>.Shared.Rent(header.Width);
        var image = new RgbImage(header.Width, header.Height);
        try
        {
            var runs = new BmpRunLength(data[header.Pixels..], header.Bits);
            for (var y = 0; y < header.Height; y++)
            {
                var row = indices.AsSpan(0, header.Width);
                runs.ReadRow(row);
                IndexedPixels.ToRgb(row, table, image.Row(header.IsTopDown ? y : header.Height - 1 - y));
            }

            // Some leave the mark of the end out, too.
            if (header.SaysMore && !runs.IsAtEnd) throw new EndOfStreamException();
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(indices);
        }
    }

    private static byte[] Table(BmpHeader header, ReadOnlySpan<byte> data)
    {
        var table = new byte[IndexedPixels.TableLength];
        IndexedPixels.WriteRamp(table);
        for (var i = 0; i < header.Colours; i++)
        {
            var at = header.PaletteAt + (i * header.PaletteEntrySize);
            // A palette may be shorter than said: the pixels stand where it would be.
            if (at + 3 > data.Length) break;
            (table[3 * i], table[(3 * i) + 1], table[(3 * i) + 2]) = (data[at + 2], data[at + 1], data[at]);
        }

        return table;
    }
}
