using System.Buffers.Binary;

namespace UneXt50.Imaging;

/// <summary>
/// A JPEG file's segments and scans follow one another up to the end-of-image marker (ITU-T T.81, annex B). Skia takes
/// a file without its last bytes in silence; Pillow does not, and nor do we.
/// </summary>
internal static class JpegStructure
{
    private const byte EndOfImage = 0xD9;

    /// <summary>Whether the segments reach the end-of-image marker.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> data)
    {
        // Behind the start-of-image marker.
        var at = 2;
        while (at + 1 < data.Length)
        {
            if (data[at] != 0xFF)
            {
                // The entropy-coded data of a scan, or stray bytes between segments.
                var next = data[at..].IndexOf((byte)0xFF);
                if (next < 0) return false;
                at += next;
                continue;
            }

            var marker = data[at + 1];
            if (marker == EndOfImage) return true;
            if (marker == 0xFF) at++;
            else if (HasNoLength(marker)) at += 2;
            else if (at + 4 > data.Length) return false;
            else at += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
        }

        return false;
    }

    // A stuffed zero of entropy-coded data, TEM, RST0..7 and SOI.
    private static bool HasNoLength(byte marker) => marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8);
}
