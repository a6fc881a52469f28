using System.IO.Compression;

namespace UneXt50.Imaging.Png;

/// <summary>
/// Finds the orientation in the chunks of a PNG file: an eXIf chunk, or the text chunks in which ImageMagick and others
/// keep EXIF data ("Raw profile type exif"), or XMP. At most one of each is inflated, and no more of it than is needed.
/// </summary>
internal sealed class PngOrientation
{
    private const int MostInflated = 1 << 20;

    // Of the text chunks each key is inflated once: 20,000 of them cost no more than one.
    private const int MostInflations = 3;

    private int? _chunk;
    private int? _profile;
    private int? _otherProfile;
    private int? _xmp;
    private int _inflations;

    private delegate int? Reader(ReadOnlySpan<byte> text);

    /// <summary>1 to 8, or 0 where it is not said; EXIF goes before XMP, as with Pillow.</summary>
    public int Value => _chunk ?? _profile ?? _otherProfile ?? _xmp ?? 0;

    /// <summary>Looks into a chunk.</summary>
    public void Look(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        if (kind.SequenceEqual("eXIf"u8))
        {
            _chunk ??= ExifOrientation.Read(content);
            return;
        }

        var isInternational = kind.SequenceEqual("iTXt"u8);
        var isCompressed = kind.SequenceEqual("zTXt"u8);
        if (!isInternational && !isCompressed && !kind.SequenceEqual("tEXt"u8)) return;
        var keyLength = content[..Math.Min(content.Length, 80)].IndexOf((byte)0);
        if (keyLength < 0) return;
        var key = content[..keyLength];
        var text = content[(keyLength + 1)..];
        if (key.SequenceEqual("Raw profile type exif"u8))
        {
            _profile ??= Text(text, isInternational, isCompressed, Profile);
        }
        else if (key.SequenceEqual("Raw profile type APP1"u8))
        {
            _otherProfile ??= Text(text, isInternational, isCompressed, Profile);
        }
        else if (key.SequenceEqual("XML:com.adobe.xmp"u8))
        {
            _xmp ??= Text(text, isInternational, isCompressed, XmpOrientation.Read);
        }
    }

    private int? Text(ReadOnlySpan<byte> text, bool isInternational, bool isCompressed, Reader read)
    {
        if (isInternational)
        {
            // Whether it is compressed, how; language and translated key, each with a zero behind it.
            if (text.Length < 2) return null;
            isCompressed = text[0] != 0;
            var language = text[2..].IndexOf((byte)0);
            if (language < 0) return null;
            var method = text.Slice(1, 1);
            text = text[(3 + language)..];
            var translated = text.IndexOf((byte)0);
            if (translated < 0 || (isCompressed && method[0] != 0)) return null;
            text = text[(translated + 1)..];
        }
        else if (isCompressed)
        {
            if (text.IsEmpty || text[0] != 0) return null;
            text = text[1..];
        }

        return isCompressed ? Inflated(text, read) : read(text);
    }

    private unsafe int? Inflated(ReadOnlySpan<byte> text, Reader read)
    {
        if (++_inflations > MostInflations) return null;
        fixed (byte* start = text)
        {
            using var stream = new UnmanagedMemoryStream(start, text.Length);
            using var inflated = new ZLibStream(stream, CompressionMode.Decompress);
            var buffer = new byte[MostInflated];
            try
            {
                return read(buffer.AsSpan(0, inflated.ReadAtLeast(buffer, MostInflated, throwOnEndOfStream: false)));
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }
    }

    // "\nexif\n    1234\n", then the bytes as hexadecimal digits in lines.
    private static int? Profile(ReadOnlySpan<byte> text)
    {
        for (var line = 0; line < 3; line++)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0) return null;
            text = text[(end + 1)..];
        }

        // The orientation is near the beginning; a whole profile may hold a thumbnail.
        var bytes = new byte[Math.Min(text.Length / 2, MostInflated)];
        var count = 0;
        for (var high = -1; !text.IsEmpty && count < bytes.Length; text = text[1..])
        {
            var digit = "0123456789abcdef"u8.IndexOf((byte)char.ToLowerInvariant((char)text[0]));
            if (digit < 0 && !char.IsWhiteSpace((char)text[0])) return null;
            if (digit < 0) continue;
            if (high >= 0) bytes[count++] = (byte)((high << 4) | digit);
            high = high < 0 ? digit : -1;
        }

        var profile = bytes.AsSpan(0, count);
        return ExifOrientation.Read(profile) ?? XmpOrientation.Read(profile);
    }
}
