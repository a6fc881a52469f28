using System.Buffers.Binary;

namespace UneXt50.Imaging.Bmp;

/// <summary>
/// The headers of a BMP file: OS/2's first of 12 bytes, and Windows' of 40 bytes with all that were added behind
/// (52, 56, 108, 124), OS/2's second (64) among them. Sizes of the file and of its pixels are not believed.
/// </summary>
internal sealed class BmpHeader
{
    private const int FileHeaderSize = 14;
    private const int CoreHeaderSize = 12;
    private const int InfoHeaderSize = 40;
    private const int MasksAt = FileHeaderSize + InfoHeaderSize;

    private BmpHeader(ReadOnlySpan<byte> data)
    {
        var size = Int32(data, FileHeaderSize);
        var entrySize = 4;
        var colours = 0;
        if (size == CoreHeaderSize)
        {
            (Width, Height, Bits, entrySize) = (UInt16(data, 18), UInt16(data, 20), UInt16(data, 24), 3);
        }
        else if (size is 40 or 52 or 56 or 64 or 108 or 124)
        {
            (Width, Height, Bits) = (Int32(data, 18), Int32(data, 22), UInt16(data, 28));
            Method = (Compression)Int32(data, 30);
            // A negative height: the rows are stored from the top.
            IsTopDown = Height < 0;
            Height = IsTopDown ? -Height : Height;
            colours = Int32(data, 46);
        }
        else
        {
            throw new NotSupportedException($"with a header of {(uint)size} bytes");
        }

        if (Width <= 0 || Height <= 0) throw new InvalidDataException("no pixels");
        var end = FileHeaderSize + size;
        if (Method == Compression.BitFields)
        {
            end = Math.Max(end, MasksAt + 12);
            // A header of 40 bytes has three masks behind it, and no alpha.
            Masks = (UInt32(data, MasksAt), UInt32(data, MasksAt + 4), UInt32(data, MasksAt + 8));
        }

        if (Bits <= 8)
        {
            if (colours is < 0 or > ushort.MaxValue + 1) throw new InvalidDataException("palette");
            if (colours == 0) colours = 1 << Bits;
            (PaletteAt, PaletteEntrySize, Colours) = (end, entrySize, Math.Min(colours, 256));
        }

        SaysMore = UInt32(data, 2) > data.Length;
        Pixels = PixelsAt(Int32(data, 10), end, PaletteEntrySize * colours);
    }

    /// <summary>How the pixels are stored.</summary>
    public enum Compression
    {
        None = 0,
        RunLength8 = 1,
        RunLength4 = 2,
        BitFields = 3,
        Jpeg = 4,
        Png = 5,
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bits a pixel.</summary>
    public int Bits { get; }

    public Compression Method { get; }

    public bool IsTopDown { get; }

    /// <summary>Which bits of a pixel are red, green and blue; only with <see cref="Compression.BitFields"/>.</summary>
    public (uint Red, uint Green, uint Blue) Masks { get; }

    public int PaletteAt { get; }

    /// <summary>Bytes of a colour: blue, green, red, and a fourth that means nothing.</summary>
    public int PaletteEntrySize { get; }

    public int Colours { get; }

    /// <summary>Whether the file would be longer by its header, which many writers set to anything.</summary>
    public bool SaysMore { get; }

    /// <summary>Where the pixels begin.</summary>
    public int Pixels { get; }

    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    /// <exception cref="InvalidDataException">It contradicts itself.</exception>
    /// <exception cref="NotSupportedException">There are no such headers, or none that are in use.</exception>
    public static BmpHeader Read(ReadOnlySpan<byte> data)
    {
        var size = data.Length < FileHeaderSize + 4 ? CoreHeaderSize : UInt32(data, FileHeaderSize);
        if (size <= 124 && data.Length < FileHeaderSize + size) throw new EndOfStreamException();
        return new BmpHeader(data);
    }

    // Where the header says; some writers forget the palette there, or say nothing.
    private static int PixelsAt(int said, int end, int paletteSize)
    {
        if (said == 0 || (said == end && paletteSize > 0)) return end + paletteSize;
        return said >= end ? said : throw new InvalidDataException("pixels within the header");
    }

    private static int Int32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt32LittleEndian(data[at..]);

    private static uint UInt32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);

    private static ushort UInt16(ReadOnlySpan<byte> data, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);
}
