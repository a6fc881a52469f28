using static UneXt50.Imaging.Png.PngFile;

namespace UneXt50.Imaging.Png;

/// <summary>Makes RGB of the rows of a PNG file.</summary>
internal sealed class PngPixels
{
    private readonly PngFile _file;
    private readonly int _samples;

    // Of pixels with one sample that counts: grey, or a number in the palette.
    private readonly byte[]? _table;
    private readonly byte[]? _indices;

    public PngPixels(PngFile file, ReadOnlySpan<byte> data)
    {
        _file = file;
        _samples = file.Colour switch { ColourType.Rgb => 3, ColourType.Rgba => 4, ColourType.GreyAlpha => 2, _ => 1 };
        if (_samples >= 3) return;
        _indices = new byte[file.Width];
        _table = new byte[IndexedPixels.TableLength];
        IndexedPixels.WriteRamp(_table);
        if (file.Colour == ColourType.Palette)
        {
            var palette = data[file.Palette];
            palette[..Math.Min(palette.Length, _table.Length)].CopyTo(_table);
        }
        else if (file.Depth < 8)
        {
            // 1, 2 and 4 bits cover the same range as 8.
            var levels = 1 << file.Depth;
            for (var i = 0; i < 3 * levels; i++) _table[i] = (byte)(i / 3 * 255 / (levels - 1));
        }
    }

    /// <summary>How far the filters look back: bytes in a pixel, at least 1.</summary>
    public int BytesInPixel => Math.Max(1, _samples * _file.Depth / 8);

    /// <summary>Bytes in a row of that many pixels.</summary>
    public int BytesInRow(int pixels) => (int)((((long)pixels * _samples * _file.Depth) + 7) / 8);

    /// <summary>Converts a row, or a part of one from its beginning.</summary>
    /// <param name="row">Without its filter byte.</param>
    /// <param name="rgb">3 bytes a pixel.</param>
    public void ToRgb(ReadOnlySpan<byte> row, Span<byte> rgb)
    {
        if (_indices is not null)
        {
            var indices = _indices.AsSpan(0, rgb.Length / 3);
            if (BytesInPixel == 1) IndexedPixels.Unpack(row, _file.Depth, indices);
            else for (var x = 0; x < indices.Length; x++) indices[x] = row[x * BytesInPixel];
            IndexedPixels.ToRgb(indices, _table, rgb);
        }
        else if (BytesInPixel == 3)
        {
            row.CopyTo(rgb);
        }
        else if (BytesInPixel == 4)
        {
            RgbaPacking.ToRgb(row, rgb);
        }
        else
        {
            // 16 bits a sample, the higher 8 first.
            for (var (from, to) = (0, 0); to < rgb.Length; from += BytesInPixel, to += 3)
            {
                rgb[to] = row[from];
                rgb[to + 1] = row[from + 2];
                rgb[to + 2] = row[from + 4];
            }
        }
    }
}
