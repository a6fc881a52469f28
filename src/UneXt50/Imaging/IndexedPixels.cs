namespace UneXt50.Imaging;

/// <summary>Pixels that are numbers of colours in a table of 256: palettes, and grey, whose table is a ramp.</summary>
internal static class IndexedPixels
{
    /// <summary>Length of a table: R, G, B of 256 colours.</summary>
    public const int TableLength = 3 * 256;

    /// <summary>Fills a table with the greys from 0 to 255: what Pillow shows for colours a palette lacks.</summary>
    public static void WriteRamp(Span<byte> table)
    {
        for (var i = 0; i < TableLength; i++) table[i] = (byte)(i / 3);
    }

    /// <summary>Unpacks 1, 2, 4 or 8 bits a pixel, the leftmost in the highest bits.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int bits, Span<byte> indices)
    {
        if (bits == 8)
        {
            packed[..indices.Length].CopyTo(indices);
            return;
        }

        var (perByte, mask) = (8 / bits, (1 << bits) - 1);
        for (var x = 0; x < indices.Length; x++)
        {
            indices[x] = (byte)((packed[x / perByte] >> (8 - bits - (x % perByte * bits))) & mask);
        }
    }

    /// <summary>Looks the colours up.</summary>
    public static void ToRgb(ReadOnlySpan<byte> indices, ReadOnlySpan<byte> table, Span<byte> rgb)
    {
        for (var x = 0; x < indices.Length; x++)
        {
            var colour = table.Slice(3 * indices[x], 3);
            rgb[3 * x] = colour[0];
            rgb[(3 * x) + 1] = colour[1];
            rgb[(3 * x) + 2] = colour[2];
        }
    }
}
