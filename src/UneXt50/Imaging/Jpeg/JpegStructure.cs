using System.Buffers.Binary;

namespace UneXt50.Imaging.Jpeg;

/// <summary>
/// What the markers of a JPEG file say (ITU-T T.81, annex B), found by their lengths: segments and scans follow one
/// another up to the end-of-image marker.
/// </summary>
internal readonly struct JpegStructure
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;

    /// <summary>Width of the picture, 0 if there is none.</summary>
    public int Width { get; private init; }

    /// <summary>Height of the picture.</summary>
    public int Height { get; private init; }

    /// <summary>What a decoder holds before the first row, in bytes: all coefficients of several scans.</summary>
    public long HeldBytes { get; private init; }

    /// <summary>
    /// Whether data that ends early does not show as grey at the end: where a first scan gives a blurred picture, a scan
    /// holds one component only, or the colours are inks.
    /// </summary>
    public bool HidesDamage { get; private init; }

    /// <summary>1 to 8, or 0 where it is not said.</summary>
    public int Orientation { get; private init; }

    /// <summary>How many scans there are.</summary>
    public int Scans { get; private init; }

    /// <summary>Whether the end-of-image marker is there.</summary>
    public bool HasEnd { get; private init; }

    /// <summary>
    /// Whether a file is all there by its markers; where the last one is missing, by its scans. (What a decoder fills
    /// with grey shows when it is decoded.)
    /// </summary>
    public static bool IsComplete(ReadOnlySpan<byte> data) =>
        Read(data).HasEnd || JpegScans.AreWhole(data, isComplete: true);

    /// <summary>Reads the markers, as far as there are any.</summary>
    public static JpegStructure Read(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> frame = default;
        var (scans, hasEnd, isProgressive, isInterleaved) = (0, false, false, true);
        int? exif = null;
        int? xmp = null;

        // Behind the start-of-image marker.
        var at = 2;
        while (at + 1 < data.Length)
        {
            if (data[at] != 0xFF)
            {
                // The entropy-coded data of a scan, or stray bytes between segments.
                var next = data[at..].IndexOf((byte)0xFF);
                if (next < 0) break;
                at += next;
                continue;
            }

            var marker = data[at + 1];
            hasEnd = marker == EndOfImage;
            if (hasEnd) break;
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (HasNoLength(marker))
            {
                at += 2;
                continue;
            }

            if (!TrySegment(data, at, out var segment)) break;
            if (IsFrame(marker) && frame.IsEmpty && segment.Length >= 6)
            {
                frame = segment;
                isProgressive = marker is 0xC2 or 0xCA;
            }

            if (marker == StartOfScan && !segment.IsEmpty)
            {
                scans++;
                if (!frame.IsEmpty && segment[0] < frame[5]) isInterleaved = false;
            }

            // Pillow looks at the first EXIF segment, and no further than the first scan.
            if (marker == App1 && scans == 0) LookFor(segment, ref exif, ref xmp);
            at += 4 + segment.Length;
        }

        return new JpegStructure
        {
            Width = frame.IsEmpty ? 0 : BinaryPrimitives.ReadUInt16BigEndian(frame[3..]),
            Height = frame.IsEmpty ? 0 : BinaryPrimitives.ReadUInt16BigEndian(frame[1..]),
            HeldBytes = frame.IsEmpty || (isInterleaved && !isProgressive) ? 0 : CoefficientBytes(frame),
            HidesDamage = isProgressive || !isInterleaved || (!frame.IsEmpty && frame[5] > 3),
            Orientation = exif is null or -1 ? xmp ?? 0 : exif.Value,
            Scans = scans,
            HasEnd = hasEnd,
        };
    }

    /// <summary>Gives the content of the segment at <paramref name="at"/>; false if it is cut short.</summary>
    public static bool TrySegment(ReadOnlySpan<byte> data, int at, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (at + 4 > data.Length) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
        if (length < 2 || at + 2 + length > data.Length) return false;
        segment = data.Slice(at + 4, length - 2);
        return true;
    }

    /// <summary>Whether a marker stands alone: a stuffed zero of entropy-coded data, TEM, RST0..7 and SOI.</summary>
    public static bool HasNoLength(byte marker) => marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8);

    /// <summary>Whether it begins a frame: SOF0..15, among which are DHT, JPG and DAC.</summary>
    public static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static void LookFor(ReadOnlySpan<byte> segment, ref int? exif, ref int? xmp)
    {
        var xmpName = "http://ns.adobe.com/xap/1.0/\0"u8;
        if (segment.StartsWith("Exif\0"u8)) exif ??= ExifOrientation.Read(segment) ?? -1;
        else if (segment.StartsWith(xmpName)) xmp ??= XmpOrientation.Read(segment[xmpName.Length..]);
    }

    // Two bytes each; components may have fewer of them than the picture has pixels.
    private static long CoefficientBytes(ReadOnlySpan<byte> frame)
    {
        var (across, down, all) = (1, 1, 0L);
        for (var i = 6; i + 2 < frame.Length; i += 3)
        {
            var (horizontal, vertical) = (frame[i + 1] >> 4, frame[i + 1] & 15);
            (across, down) = (Math.Max(across, horizontal), Math.Max(down, vertical));
            all += horizontal * vertical;
        }

        long width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return 2 * width * BinaryPrimitives.ReadUInt16BigEndian(frame[1..]) * all / (across * down);
    }
}
