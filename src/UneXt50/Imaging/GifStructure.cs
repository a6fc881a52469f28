namespace UneXt50.Imaging;

/// <summary>A GIF file's blocks follow one another up to the trailer (GIF89a specification).</summary>
internal static class GifStructure
{
    private const int HeaderSize = 13;
    private const int DescriptorSize = 9;
    private const byte Extension = 0x21;
    private const byte Descriptor = 0x2C;
    private const byte Trailer = 0x3B;

    /// <summary>Whether the blocks reach the trailer.</summary>
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

    private static int PaletteSize(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int SkipSubBlocks(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length && data[at] != 0) at += data[at] + 1;
        return at + 1;
    }
}
