using System.Numerics;
using static UneXt50.Imaging.Bmp.BmpHeader;

namespace UneXt50.Imaging.Bmp;

/// <summary>Pixels of 16, 24 or 32 bits, the lowest byte first, in which colours have their bits.</summary>
/// <param name="Bytes">Bytes a pixel.</param>
/// <param name="Red">Where red is.</param>
/// <param name="Green">Where green is.</param>
/// <param name="Blue">Where blue is.</param>
internal readonly record struct BmpMasks(int Bytes, BmpMasks.Channel Red, BmpMasks.Channel Green, BmpMasks.Channel Blue)
{
    // All that Pillow knows, and all that is in use.
    private static readonly (int Bits, uint Red, uint Green, uint Blue)[] Known =
    [
        (16, 0x7C00, 0x03E0, 0x001F),
        (16, 0xF800, 0x07E0, 0x001F),
        (24, 0xFF0000, 0xFF00, 0xFF),
        (32, 0xFF0000, 0xFF00, 0xFF),
        (32, 0xFF000000, 0xFF0000, 0xFF00),
        (32, 0xFF000000, 0xFF00, 0xFF),
        (32, 0xFF, 0xFF00, 0xFF0000),
    ];

    /// <exception cref="NotSupportedException">They are none of those in use.</exception>
    public static BmpMasks Read(BmpHeader header)
    {
        var masks = header.Masks;
        // Without masks, and with empty ones: blue, green and red in this order.
        if (header.Method == Compression.None || (header.Bits == 32 && masks == default))
        {
            masks = header.Bits == 16 ? (0x7C00u, 0x03E0u, 0x001Fu) : (0xFF0000u, 0xFF00u, 0xFFu);
        }

        return Array.IndexOf(Known, (header.Bits, masks.Red, masks.Green, masks.Blue)) >= 0
            ? new BmpMasks(header.Bits / 8, Channel.Of(masks.Red), Channel.Of(masks.Green), Channel.Of(masks.Blue))
            : throw new NotSupportedException(
                $"with the bit masks {masks.Red:X}, {masks.Green:X} and {masks.Blue:X} for {header.Bits} bits");
    }

    /// <summary>Converts a row.</summary>
    public void ToRgb(ReadOnlySpan<byte> row, Span<byte> rgb)
    {
        for (var (from, to) = (0, 0); to < rgb.Length; from += Bytes, to += 3)
        {
            uint pixel = row[from];
            for (var i = 1; i < Bytes; i++) pixel |= (uint)row[from + i] << (8 * i);
            rgb[to] = Red.ToByte(pixel);
            rgb[to + 1] = Green.ToByte(pixel);
            rgb[to + 2] = Blue.ToByte(pixel);
        }
    }

    /// <summary>Bits of a colour.</summary>
    internal readonly record struct Channel(int Shift, uint Most)
    {
        public static Channel Of(uint mask)
        {
            var shift = BitOperations.TrailingZeroCount(mask);
            return new Channel(shift, mask >> shift);
        }

        // Rounded down, as Pillow does.
        public byte ToByte(uint pixel) => (byte)(((pixel >> Shift) & Most) * 255 / Most);
    }
}
