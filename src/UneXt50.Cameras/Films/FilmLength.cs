using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace UneXt50.Cameras.Films;

/// <summary>
/// How long a film's file says it is: ffmpeg does not tell that an AVI file has been cut, and GStreamer tells it of
/// none.
/// </summary>
internal static class FilmLength
{
    private const int BoxHead = 16;

    // What MP4 and QuickTime files begin with.
    private static readonly string[] Boxes = ["ftyp", "moov", "mdat", "wide", "free"];

    /// <summary>Whether the file ends before that.</summary>
    public static bool IsCutShort(SafeFileHandle film)
    {
        Span<byte> start = stackalloc byte[256];
        start = start[..RandomAccess.Read(film, start, 0)];
        var length = RandomAccess.GetLength(film);
        if (start.StartsWith("RIFF"u8) && start.Length >= 8)
            return 8L + BinaryPrimitives.ReadUInt32LittleEndian(start[4..]) > length;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return EndOfSegment(start) > length;
        return start.Length >= 8 && Boxes.Contains(Encoding.ASCII.GetString(start[4..8])) && HasBoxBeyond(film, length);
    }

    /// <summary>Where the segment of a Matroska file ends; 0 where it does not say.</summary>
    private static long EndOfSegment(ReadOnlySpan<byte> start)
    {
        var at = 4;
        if (!TryRead(start, ref at, out var head) || head > start.Length - at) return 0;
        at += (int)head;
        if (!start[at..].StartsWith((ReadOnlySpan<byte>)[0x18, 0x53, 0x80, 0x67])) return 0;
        at += 4;
        return TryRead(start, ref at, out var segment) ? at + segment : 0;
    }

    /// <summary>A length, whose own length its first bit that is set tells; false where it is unknown.</summary>
    private static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        if (at >= bytes.Length) return false;
        var count = byte.LeadingZeroCount(bytes[at]) + 1;
        if (count > 8 || at + count > bytes.Length) return false;
        value = bytes[at] & (0xFF >> count);
        for (var i = 1; i < count; i++) value = (value << 8) | bytes[at + i];
        at += count;
        return value != (1L << (7 * count)) - 1;
    }

    /// <summary>Whether one of the boxes that an MP4 file is made of ends behind it.</summary>
    private static bool HasBoxBeyond(SafeFileHandle film, long length)
    {
        Span<byte> head = stackalloc byte[BoxHead];
        for (long at = 0; at < length;)
        {
            var count = RandomAccess.Read(film, head, at);
            if (count < 8) return true;
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1 && count == BoxHead) size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
            if (size == 0) return false; // up to the end, wherever that is
            if (size < 8 || size > length - at) return true;
            at += size;
        }

        return false;
    }
}
