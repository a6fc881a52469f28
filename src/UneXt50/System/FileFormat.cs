using System.Buffers.Binary;

namespace UneXt50;

/// <summary>What the first bytes of a file say it is; names and suffixes play no part.</summary>
/// <param name="Name">The format, as a message names it: "a HEIC picture".</param>
/// <param name="Kind">What may be done with it.</param>
/// <param name="Remedy">What to do where it is not wanted, as an instruction.</param>
public sealed record FileFormat(string Name, FileFormat.Group Kind, string Remedy)
{
    /// <summary>How many first bytes <see cref="Recognize"/> looks at.</summary>
    public const int BytesNeeded = 512;

    // In Debian's and in newer ImageMagick alike.
    private const string Convert = "convert it first, for example with ImageMagick: 'convert NAME NAME.png'";

    private static readonly FileFormat Jpeg = Decoded("a JPEG picture");
    private static readonly FileFormat Png = Decoded("a PNG picture");
    private static readonly FileFormat WebP = Decoded("a WebP picture");
    private static readonly FileFormat Gif = Decoded("a GIF picture");
    private static readonly FileFormat Bmp = Decoded("a BMP picture");
    private static readonly FileFormat Pnm = Decoded("a PGM or PPM picture");

    private static readonly FileFormat Tiff =
        Foreign("a TIFF picture or a camera's raw file") with { Word = "TIFF or raw" };

    private static readonly FileFormat Heic =
        Foreign("a HEIC picture", "convert it first, for example 'heif-convert NAME.heic NAME.jpg'");

    private static readonly FileFormat Avif =
        Foreign("an AVIF picture", "convert it first, for example 'heif-convert NAME.avif NAME.jpg'");

    private static readonly FileFormat Raw =
        Foreign("a camera's raw file", "develop it first, for example 'dcraw -c NAME | convert - NAME.jpg'")
        with
        { Word = "raw" };

    private static readonly FileFormat JpegXl =
        Foreign("a JPEG XL picture", "convert it first, for example 'djxl NAME.jxl NAME.png'");

    private static readonly FileFormat Svg =
        Foreign("an SVG drawing", "draw it as pixels first, for example 'rsvg-convert NAME.svg > NAME.png'");

    private static readonly FileFormat Film =
        new("a video", Group.Film, $"name it in {Setting.Classify} or {Setting.WriteFeatures}, or extract pictures "
            + "from it first, for example 'ffmpeg -i NAME -r 1 %04d.jpg'");

    private static readonly FileFormat LfsPointer =
        new("a Git LFS pointer, not the file itself", Group.Other, "run 'git lfs pull' where it came from");

    private static readonly FileFormat WebPage =
        new("a web page", Group.Other, "download the file itself, not the page about it");

    private static readonly FileFormat Pdf =
        new("a PDF document", Group.Other, "extract the pictures first, for example 'pdftoppm -png NAME.pdf NAME'");

    /// <summary>What may be done with a file of this format.</summary>
    public enum Group
    {
        /// <summary>A picture that this program decodes.</summary>
        Picture,

        /// <summary>A picture that has to be converted first.</summary>
        ForeignPicture,

        /// <summary>Moving pictures.</summary>
        Film,

        /// <summary>Several files in one, or one compressed.</summary>
        Archive,

        /// <summary>Anything else that has a name.</summary>
        Other,
    }

    /// <summary>The name behind a number, in a list of what was passed over: "3 HEIC".</summary>
    public string Word { get; private init; } =
        Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace(" picture", "", StringComparison.Ordinal);

    /// <summary>Whether this program decodes it.</summary>
    public bool IsDecoded => Kind == Group.Picture;

    /// <summary>The format that begins with these bytes; null when none is known.</summary>
    /// <param name="start">The first <see cref="BytesNeeded"/> bytes, or all of a shorter file.</param>
    public static FileFormat? Recognize(ReadOnlySpan<byte> start) =>
        Picture(start) ?? Boxed(start) ?? Archive(start) ?? Stored(start) ?? Text(start);

    private static FileFormat? Picture(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8)) return Gif;
        if (start.StartsWith("RIFF"u8) && start.Length >= 12) return Riff(start[8..12]);
        if (start.StartsWith("BM"u8) && IsBitmapHeader(start)) return Bmp;
        if (start.StartsWith("FUJIFILMCCD-RAW"u8) || start.StartsWith("IIRO"u8) || start.StartsWith("IIRS"u8)
            || start.StartsWith("IIU\0"u8) || start.StartsWith("MMOR"u8) || start.StartsWith("II\u001a\0"u8)
            || start.StartsWith("\0MRM"u8) || start.StartsWith("FOVb"u8)) return Raw;
        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8)
            || start.StartsWith("II+\0"u8) || start.StartsWith("MM\0+"u8))
        {
            return start.Length >= 10 && start[8..].StartsWith("CR"u8) ? Raw : Tiff;
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A])) return JpegXl;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51])) return Foreign("a JPEG 2000 picture");
        if (start.StartsWith("\0\0\u0001\0"u8) && start.Length >= 6 && start[4] > 0) return Foreign("an ICO icon");
        if (start.StartsWith("8BPS"u8)) return Foreign("a Photoshop document");
        if (start.StartsWith("gimp xcf"u8)) return Foreign("a GIMP document");
        if (start.StartsWith("qoif"u8)) return Foreign("a QOI picture");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x76, 0x2F, 0x31, 0x01])) return Foreign("an OpenEXR picture");
        if (start.StartsWith("#?RADIANCE"u8)) return Foreign("a Radiance HDR picture");
        if (start.StartsWith("P5"u8) || start.StartsWith("P6"u8)) return IsPnm(start) ? Pnm : null;
        return start.Length >= 3 && start[0] == 'P' && start[1] is >= (byte)'1' and <= (byte)'7'
            && start[2] is (byte)'\n' or (byte)' ' or (byte)'\r' or (byte)'\t' ? Foreign("a PNM picture") : null;
    }

    private static bool IsPnm(ReadOnlySpan<byte> start) =>
        start.Length >= 3 && start[2] is (byte)'\n' or (byte)' ' or (byte)'\r' or (byte)'\t';

    private static FileFormat? Riff(ReadOnlySpan<byte> form) =>
        form.SequenceEqual("WEBP"u8) ? WebP : form.SequenceEqual("AVI "u8) ? Film : null;

    // "BM" begins words, too: the size of the header that follows must be one that exists.
    private static bool IsBitmapHeader(ReadOnlySpan<byte> start) =>
        start.Length < 18 || BinaryPrimitives.ReadUInt32LittleEndian(start[14..]) is >= 12 and <= 1024;

    // ISO base media files: a size, "ftyp" and the brand.
    private static FileFormat? Boxed(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12) return null;
        if (start[4..].StartsWith("JXL "u8)) return JpegXl;
        if (start[4..].StartsWith("jP  "u8)) return Foreign("a JPEG 2000 picture");
        if (start[4..].StartsWith("moov"u8) || start[4..].StartsWith("mdat"u8) || start[4..].StartsWith("wide"u8)
            || start[4..].StartsWith("pnot"u8)) return Film;
        if (!start[4..].StartsWith("ftyp"u8)) return null;
        var brand = start[8..12];
        if (brand.StartsWith("avi"u8)) return Avif;
        if (brand.SequenceEqual("crx "u8)) return Raw;
        // The common name of both; the brands that follow tell which.
        if (brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8))
        {
            var size = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start), (uint)start.Length);
            return size > 12 && start[12..size].IndexOf("avi"u8) >= 0 ? Avif : Heic;
        }

        return brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) ? Heic : Film;
    }

    private static FileFormat? Archive(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8)) return Packed("a zip archive");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return Packed("a gzip file");
        if (start.StartsWith("BZh"u8)) return Packed("a bzip2 file");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])) return Packed("an xz file");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD])) return Packed("a Zstandard file");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])) return Packed("a 7z archive");
        if (start.StartsWith("Rar!\u001a\u0007"u8)) return Packed("a RAR archive");
        return start.Length >= 262 && start[257..].StartsWith("ustar"u8) ? Packed("a tar archive") : null;
    }

    private static FileFormat? Stored(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("%PDF"u8)) return Pdf;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) || start.StartsWith("FLV\u0001"u8)
            || start.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xBA])
            || start.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xB3])
            || start.StartsWith("OggS"u8)
            || (start.Length > 376 && start[0] == 'G' && start[188] == 'G' && start[376] == 'G')
            || start.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75])) return Film;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]))
            return new FileFormat("a NumPy array", Group.Other, "give the file that it was made from");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x48, 0x44, 0x46]))
            return new FileFormat("an HDF5 file", Group.Other, "export what it holds to ONNX");
        return start.StartsWith((ReadOnlySpan<byte>)[0x7F, 0x45, 0x4C, 0x46])
            ? new FileFormat("a program", Group.Other, "give another file") : null;
    }

    private static FileFormat? Text(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("version https://git-lfs"u8)) return LfsPointer;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        if (Begins(start, "<!doctype html"u8) || Begins(start, "<html"u8) || Begins(start, "<head"u8)) return WebPage;
        if (Begins(start, "<svg"u8)) return Svg;
        return (Begins(start, "<?xml"u8) || Begins(start, "<!--"u8) || Begins(start, "<!doctype svg"u8))
            && start.IndexOf("<svg"u8) >= 0 ? Svg : null;
    }

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase)
    {
        if (text.Length < lowerCase.Length) return false;
        for (var i = 0; i < lowerCase.Length; i++)
        {
            if ((text[i] is >= (byte)'A' and <= (byte)'Z' ? text[i] | 0x20 : text[i]) != lowerCase[i]) return false;
        }

        return true;
    }

    private static FileFormat Decoded(string name) => new(name, Group.Picture, "give another file");

    private static FileFormat Foreign(string name, string remedy = Convert) => new(name, Group.ForeignPicture, remedy);

    private static FileFormat Packed(string name) => new(name, Group.Archive, "unpack it first");
}
