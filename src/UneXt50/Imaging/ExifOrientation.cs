using System.Buffers.Binary;

namespace UneXt50.Imaging;

/// <summary>
/// The orientation in EXIF data (Exif 2.32, a TIFF file in small), however it was written: either byte order, any type
/// of number, any count. What Pillow's <c>getexif().get(0x0112)</c> finds.
/// </summary>
internal static class ExifOrientation
{
    /// <summary>What is neither upright nor turned in a way that the standard knows.</summary>
    private const int Undefined = 0;

    private const int Tag = 0x0112;
    private const int EntrySize = 12;

    /// <summary>
    /// The value of the first directory's tag, 0 if that is no orientation, null if there is none or the data is
    /// damaged before it. The thumbnail's directory is not looked at.
    /// </summary>
    /// <param name="exif">The data, with or without "Exif" and two bytes before it.</param>
    public static int? Read(ReadOnlySpan<byte> exif)
    {
        while (exif.Length > 6 && exif.StartsWith("Exif\0"u8)) exif = exif[6..];
        if (exif.Length < 8 || !(exif.StartsWith("II"u8) || exif.StartsWith("MM"u8))) return null;
        var tiff = new Tiff(exif, exif[0] == 'I');
        // 42, which some writers put in the other order.
        if (tiff.UInt16(2) is not (42 or 42 << 8)) return null;
        var directory = tiff.UInt32(4);
        if (directory > exif.Length - 2) return null;

        var count = tiff.UInt16((int)directory);
        int? orientation = null;
        for (var i = 0; i < count; i++)
        {
            var at = directory + 2 + (i * EntrySize);
            if (at + EntrySize > exif.Length) break;
            var entry = (int)at;
            var size = (long)tiff.UInt32(entry + 4) * SizeOf(tiff.UInt16(entry + 2));
            if (size == 0) continue;
            // Four bytes stand in the entry itself, more somewhere else.
            var value = size > 4 ? tiff.UInt32(entry + 8) : at + 8;
            if (value + size > exif.Length) break;
            if (tiff.UInt16(entry) == Tag) orientation = Value(tiff, tiff.UInt16(entry + 2), (int)value);
        }

        return orientation;
    }

    private static int SizeOf(ushort type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 => 8,
        _ => 0,
    };

    // Bytes and text are no numbers to Pillow, so no orientation.
    private static int Value(Tiff tiff, ushort type, int at)
    {
        var value = type switch
        {
            3 or 8 => tiff.UInt16(at),
            4 or 9 or 13 => tiff.UInt32(at),
            5 or 10 => (double)tiff.UInt32(at) / tiff.UInt32(at + 4),
            6 => tiff.Data[at],
            11 => BitConverter.UInt32BitsToSingle(tiff.UInt32(at)),
            12 => BitConverter.UInt64BitsToDouble(tiff.UInt64(at)),
            16 => tiff.UInt64(at),
            _ => Undefined,
        };
        return value is 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 ? (int)value : Undefined;
    }

    private readonly ref struct Tiff(ReadOnlySpan<byte> data, bool littleEndian)
    {
        public readonly ReadOnlySpan<byte> Data = data;
        private readonly bool _littleEndian = littleEndian;

        public ushort UInt16(int at) => _littleEndian
            ? BinaryPrimitives.ReadUInt16LittleEndian(Data[at..]) : BinaryPrimitives.ReadUInt16BigEndian(Data[at..]);

        public uint UInt32(int at) => _littleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(Data[at..]) : BinaryPrimitives.ReadUInt32BigEndian(Data[at..]);

        public ulong UInt64(int at) => _littleEndian
            ? BinaryPrimitives.ReadUInt64LittleEndian(Data[at..]) : BinaryPrimitives.ReadUInt64BigEndian(Data[at..]);
    }
}
