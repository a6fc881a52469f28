using System.Buffers.Binary;

namespace UneXt50.Imaging.Jpeg;

/// <summary>
/// Goes through the entropy-coded data of a JPEG file without making pixels, to see whether it is all there: a decoder
/// fills what is missing with grey and does not say so. Huffman coding only; there are no decoders of the other.
/// </summary>
internal struct JpegScans
{
    private const int BlockSide = 8;
    private const byte Baseline = 0xC0;
    private const byte Extended = 0xC1;
    private const byte Progressive = 0xC2;
    private const byte HuffmanTables = 0xC4;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte RestartInterval = 0xDD;

    private readonly JpegHuffman?[] _tables = JpegHuffman.Standard();
    private JpegComponent[] _components = [];
    private bool _isProgressive;
    private int _unitsAcross;
    private int _unitsDown;
    private int _restartInterval;

    public JpegScans()
    {
    }

    /// <summary>Whether every scan holds all of its blocks, and every component is there.</summary>
    /// <param name="data">The file.</param>
    /// <param name="isComplete">
    /// Whether to ask for more: that no scan is missing, which in a progressive file is so when every coefficient is
    /// there to its last bit.
    /// </param>
    public static bool AreWhole(ReadOnlySpan<byte> data, bool isComplete)
    {
        try
        {
            var scans = new JpegScans();
            scans.Read(data);
            foreach (var part in scans._components)
            {
                if (!(isComplete ? part.IsComplete : part.IsBegun)) return false;
            }

            return scans._components.Length > 0;
        }
        catch (Exception failure) when (failure is EndOfStreamException or InvalidDataException
            or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private void Read(ReadOnlySpan<byte> data)
    {
        // Behind the start-of-image marker.
        var at = 2;
        while (at + 1 < data.Length)
        {
            var marker = data[at + 1];
            if (data[at] != 0xFF || marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == EndOfImage) return;
            if (JpegStructure.HasNoLength(marker))
            {
                at += 2;
                continue;
            }

            if (!JpegStructure.TrySegment(data, at, out var segment)) return;
            at += 4 + segment.Length;
            if (marker == HuffmanTables) JpegHuffman.Read(segment, _tables);
            else if (marker == RestartInterval) _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
            else if (JpegStructure.IsFrame(marker)) ReadFrame(marker, segment);
            else if (marker == StartOfScan) at += ReadScan(segment, data[at..]);
        }
    }

    private void ReadFrame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker is not (Baseline or Extended or Progressive) || _components.Length > 0 || segment[5] == 0)
        {
            throw new InvalidDataException("unknown frame");
        }

        _isProgressive = marker == Progressive;
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        _components = new JpegComponent[segment[5]];
        var (across, down) = (1, 1);
        for (var i = 0; i < _components.Length; i++)
        {
            var part = segment.Slice(6 + (3 * i), 3);
            var (horizontal, vertical) = (part[1] >> 4, part[1] & 15);
            if (horizontal is 0 or > 4 || vertical is 0 or > 4) throw new InvalidDataException("unknown sampling");
            _components[i] = new JpegComponent(part[0], horizontal, vertical);
            (across, down) = (Math.Max(across, horizontal), Math.Max(down, vertical));
        }

        (_unitsAcross, _unitsDown) = (Blocks(width, across), Blocks(height, down));
        foreach (var part in _components)
        {
            (part.Columns, part.Rows) = (Blocks(width * part.Across, across), Blocks(height * part.Down, down));
            part.Stride = _unitsAcross * part.Across;
            if (_isProgressive) part.NonZero = new ulong[part.Stride * _unitsDown * part.Down];
        }
    }

    // In a frame where the most samples are so many; parts of blocks count.
    private static int Blocks(int samples, int most) => (samples + (BlockSide * most) - 1) / (BlockSide * most);

    private JpegComponent Component(byte id)
    {
        foreach (var part in _components)
        {
            if (part.Id == id) return part;
        }

        throw new InvalidDataException("no component");
    }

    // Gives the length of its data.
    private int ReadScan(ReadOnlySpan<byte> segment, ReadOnlySpan<byte> data)
    {
        var parts = new JpegComponent[segment[0]];
        for (var i = 0; i < parts.Length; i++)
        {
            var (id, tables) = (segment[1 + (2 * i)], segment[2 + (2 * i)]);
            var part = Component(id);
            (part.First, part.Others) = (_tables[(tables >> 4) & 3], _tables[4 + (tables & 3)]);
            parts[i] = part;
        }

        var range = segment[(1 + (2 * parts.Length))..];
        var band = _isProgressive
            ? new JpegScan.Band(range[0] & 63, range[1] & 63, range[2] >> 4, range[2] & 15)
            : new JpegScan.Band(0, 63, 0, 0);
        var length = new JpegScan(data, band, _isProgressive).Read(parts, _unitsAcross, _unitsDown, _restartInterval);
        foreach (var part in parts) part.Add(band);
        return length;
    }
}
