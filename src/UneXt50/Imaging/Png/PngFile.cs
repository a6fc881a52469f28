using System.Buffers.Binary;
using System.IO.Hashing;

namespace UneXt50.Imaging.Png;

/// <summary>
/// What the chunks of a PNG file say (PNG specification, third edition), found by their lengths: what is not needed for
/// the pixels is passed over, neither read nor inflated.
/// </summary>
internal sealed class PngFile
{
    private const int SignatureSize = 8;
    private const int ChunkHeaderSize = 8;
    private const int ChunkOverhead = 12;
    private const int HeaderSize = 13;

    private static ReadOnlySpan<byte> End => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    private PngFile(ReadOnlySpan<byte> header)
    {
        (Width, Height) = (Side(header), Side(header[4..]));
        (Depth, Colour, IsInterlaced) = (header[8], (ColourType)header[9], header[12] != 0);
        var isKnown = Colour switch
        {
            ColourType.Grey => Depth is 1 or 2 or 4 or 8 or 16,
            ColourType.Palette => Depth is 1 or 2 or 4 or 8,
            ColourType.Rgb or ColourType.GreyAlpha or ColourType.Rgba => Depth is 8 or 16,
            _ => false,
        };
        if (!isKnown || header[10] != 0 || header[11] != 0) throw new InvalidDataException("unknown kind of PNG");
    }

    /// <summary>What a pixel is made of.</summary>
    public enum ColourType
    {
        Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        Rgba = 6,
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bits a sample: 1, 2, 4, 8 or 16.</summary>
    public int Depth { get; }

    public ColourType Colour { get; }

    public bool IsInterlaced { get; }

    /// <summary>Where the colours of the palette are, three bytes each.</summary>
    public Range Palette { get; private set; }

    /// <summary>Where the first chunk of pixels begins.</summary>
    public int Pixels { get; private set; } = -1;

    /// <summary>1 to 8, or 0 where it is not said.</summary>
    public int Orientation { get; private set; }

    /// <summary>Reads the chunks; the end-of-file chunk may be missing, as nothing is in it.</summary>
    /// <exception cref="EndOfStreamException">More than that is missing.</exception>
    /// <exception cref="InvalidDataException">It is no PNG.</exception>
    public static PngFile Read(ReadOnlySpan<byte> data)
    {
        PngFile? file = null;
        var orientation = new PngOrientation();
        for (var at = SignatureSize; ;)
        {
            if (file is { Pixels: >= 0 } && IsEnd(data, at))
            {
                file.Orientation = orientation.Value;
                return file;
            }

            var length = ContentLength(data, at);
            var kind = data.Slice(at + 4, 4);
            var content = data.Slice(at + 8, length);
            if (file is null)
            {
                Check(data, at, length);
                if (!kind.SequenceEqual("IHDR"u8) || length < HeaderSize) throw new InvalidDataException("no header");
                file = new PngFile(content);
            }
            else if (kind.SequenceEqual("IDAT"u8))
            {
                if (file.Pixels < 0) file.Pixels = at;
            }
            else if (kind.SequenceEqual("PLTE"u8))
            {
                Check(data, at, length);
                if (file.Pixels < 0) file.Palette = (at + 8)..(at + 8 + length);
            }
            else if (kind.SequenceEqual("IEND"u8))
            {
                throw new InvalidDataException("no pixels");
            }
            else
            {
                orientation.Look(kind, content);
            }

            at += ChunkOverhead + length;
        }
    }

    /// <summary>Length of the content of the chunk at <paramref name="at"/>, all of which is there.</summary>
    /// <exception cref="EndOfStreamException">It is not.</exception>
    public static int ContentLength(ReadOnlySpan<byte> data, int at)
    {
        if (data.Length - at < ChunkHeaderSize) throw new EndOfStreamException();
        var length = BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
        if (length > data.Length - at - ChunkHeaderSize) throw new EndOfStreamException();
        return (int)length;
    }

    // Whether the end-of-file chunk is at this place, whole or as far as the file goes. The checksum of the chunk before
    // it may be missing too.
    private static bool IsEnd(ReadOnlySpan<byte> data, int at)
    {
        var left = data[Math.Min(at, data.Length)..];
        return left.Length < ChunkOverhead ? End.StartsWith(left) : left[4..].StartsWith("IEND"u8);
    }

    private static int Side(ReadOnlySpan<byte> value)
    {
        var side = BinaryPrimitives.ReadInt32BigEndian(value);
        return side > 0 ? side : throw new InvalidDataException("no pixels");
    }

    // Nothing else would tell damage in these; the pixels have a checksum of their own, over all chunks.
    private static void Check(ReadOnlySpan<byte> data, int at, int length)
    {
        if (data.Length - at < ChunkOverhead + length) throw new EndOfStreamException();
        var expected = BinaryPrimitives.ReadUInt32BigEndian(data[(at + 8 + length)..]);
        if (Crc32.HashToUInt32(data.Slice(at + 4, 4 + length)) != expected) throw new InvalidDataException("checksum");
    }
}
