using SixLabors.ImageSharp.PixelFormats;

namespace UneXt50.Imaging;

/// <summary>The blocks of a GIF file (GIF89a specification).</summary>
internal static class GifStructure
{
    private const int HeaderSize = 13;
    private const int DescriptorSize = 9;
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte Descriptor = 0x2C;
    private const byte Trailer = 0x3B;

    /// <summary>Whether the blocks follow one another up to the trailer.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderSize) return false;
        var at = HeaderSize + PaletteSize(data[10]);
        while (at < data.Length)
        {
            switch (data[at++])
            {
                case Trailer:
                    return true;
                case Extension:
                    at++;
                    break;
                case Descriptor when at + DescriptorSize < data.Length:
                    at += DescriptorSize + PaletteSize(data[at + DescriptorSize - 1]) + 1;
                    break;
                default:
                    return false;
            }

            at = SkipSubBlocks(data, at);
        }

        return false;
    }

    /// <summary>
    /// The palette's entry for the transparent pixels of the first frame: what Pillow shows there. (Around a frame that
    /// does not cover the picture Pillow shows the palette's first entry, and ImageSharp black.)
    /// </summary>
    /// <param name="data">A complete file.</param>
    public static Rgb24 TransparentColour(ReadOnlySpan<byte> data)
    {
        var palette = data.Slice(HeaderSize, PaletteSize(data[10]));
        var at = HeaderSize + palette.Length;
        var index = 0;
        for (; data[at] == Extension; at = SkipSubBlocks(data, at + 2))
        {
            // Label, size 4, flags, delay, index of the transparent colour.
            if (data[at + 1] == GraphicControl && (data[at + 3] & 1) != 0) index = data[at + 6];
        }

        if (data[at] != Descriptor) return default;
        var local = PaletteSize(data[at + DescriptorSize]);
        if (local > 0) palette = data.Slice(at + 1 + DescriptorSize, local);
        return 3 * index < palette.Length
            ? new Rgb24(palette[3 * index], palette[(3 * index) + 1], palette[(3 * index) + 2]) : default;
    }

    private static int PaletteSize(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int SkipSubBlocks(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length && data[at] != 0) at += data[at] + 1;
        return at + 1;
    }
}
