using System.Buffers.Binary;

namespace UneXt50.Imaging.WebP;

/// <summary>
/// The chunks of a WebP file (RFC 9649): whether all of them are there, how its picture is stored, and its orientation.
/// </summary>
internal readonly struct WebPFile
{
    private const int RiffHeaderSize = 8;
    private const int ChunkHeaderSize = 8;
    private const byte HasXmp = 0x04;
    private const byte HasExif = 0x08;

    private WebPFile(int orientation, bool isLossless, bool hasAlpha) =>
        (Orientation, IsLossless, HasAlpha) = (orientation, isLossless, hasAlpha);

    /// <summary>1 to 8, or 0 where it is not said.</summary>
    public int Orientation { get; }

    /// <summary>Whether a picture in it is stored without loss.</summary>
    public bool IsLossless { get; }

    /// <summary>Whether a lossy picture in it has an alpha channel.</summary>
    public bool HasAlpha { get; }

    /// <exception cref="EndOfStreamException">The RIFF container or a chunk is cut short.</exception>
    public static WebPFile Read(ReadOnlySpan<byte> data)
    {
        if (data.Length < RiffHeaderSize + 4) throw new EndOfStreamException();
        var end = RiffHeaderSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        if (end > data.Length) throw new EndOfStreamException();

        int? exif = null;
        int? xmp = null;
        var (flags, isLossless, hasAlpha) = (0, false, false);
        for (var at = RiffHeaderSize + 4; at + ChunkHeaderSize <= end;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data[(at + 4)..]);
            if (length > end - at - ChunkHeaderSize) throw new EndOfStreamException();
            var kind = data.Slice(at, 4);
            var content = data.Slice(at + ChunkHeaderSize, (int)length);
            if (kind.SequenceEqual("VP8X"u8) && length > 0) flags = content[0];
            else if (kind.SequenceEqual("EXIF"u8) && (flags & HasExif) != 0) exif ??= ExifOrientation.Read(content);
            else if (kind.SequenceEqual("XMP "u8) && (flags & HasXmp) != 0) xmp ??= XmpOrientation.Read(content);
            else if (kind.SequenceEqual("VP8L"u8)) isLossless = true;
            else if (kind.SequenceEqual("ALPH"u8)) hasAlpha = true;

            // A frame of an animation holds chunks of its own, behind 16 bytes about it.
            else if (kind.SequenceEqual("ANMF"u8)) at += 16 - (int)length - (int)(length & 1);

            // Chunks are padded to an even length.
            at += ChunkHeaderSize + (int)length + (int)(length & 1);
        }

        return new WebPFile(exif ?? xmp ?? 0, isLossless, hasAlpha);
    }
}
