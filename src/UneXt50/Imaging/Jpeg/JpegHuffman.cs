namespace UneXt50.Imaging.Jpeg;

/// <summary>A Huffman table of a JPEG file (ITU-T T.81, annex C).</summary>
internal sealed class JpegHuffman
{
    private const int Lengths = 16;
    private const int MostTables = 4;

    private const int MostShort = 9;
    private const int MostValues = 256;
    private const byte EndOfBlock = 64;

    // Those of annex K.
    private static readonly JpegHuffman?[] Known = MakeStandard();

    // Each thread reads what files bring into the same ones again and again, so that a photo makes none.
    [ThreadStatic]
    private static JpegHuffman[]? _brought;
    [ThreadStatic]
    private static JpegHuffman?[]? _inForce;

    // For each beginning of so many bits that holds a whole code: its length and its value, and what it is a step over.
    private readonly (byte Length, byte Value)[] _short = new (byte, byte)[1 << MostShort];
    private readonly BlockStep[] _steps = new BlockStep[1 << MostShort];
    private bool _isOfFirst;

    // Of the codes of each length: the first that is larger, in 16 bits, and what leads from a code to its value.
    private readonly int[] _end = new int[Lengths + 1];
    private readonly int[] _offset = new int[Lengths + 1];
    private readonly byte[] _values = new byte[MostValues];

    /// <summary>
    /// What tables there are before a file installs its own: for the first coefficient of a block in the first four
    /// places, for the others in the last four. Cameras that write none mean those of annex K. They hold until this
    /// thread asks again.
    /// </summary>
    public static JpegHuffman?[] Standard()
    {
        _inForce ??= new JpegHuffman?[2 * MostTables];
        Known.CopyTo(_inForce, 0);
        return _inForce;
    }

    /// <summary>Reads a segment of tables.</summary>
    /// <exception cref="InvalidDataException">One has more values than there are.</exception>
    public static void Read(ReadOnlySpan<byte> segment, JpegHuffman?[] tables) =>
        Read(segment, tables, _brought ??= MakeEmpty());

    private static JpegHuffman?[] MakeStandard()
    {
        var tables = new JpegHuffman?[2 * MostTables];
        Read(StandardTables, tables, MakeEmpty());
        return tables;
    }

    private static JpegHuffman[] MakeEmpty()
    {
        var tables = new JpegHuffman[2 * MostTables];
        for (var i = 0; i < tables.Length; i++) tables[i] = new JpegHuffman();
        return tables;
    }

    private static void Read(ReadOnlySpan<byte> segment, JpegHuffman?[] tables, JpegHuffman[] into)
    {
        while (segment.Length > Lengths)
        {
            var (kind, place) = ((segment[0] >> 4) & 1, segment[0] & (MostTables - 1));
            var counts = segment.Slice(1, Lengths);
            var count = 0;
            foreach (var each in counts) count += each;
            var table = into[(kind * MostTables) + place];
            table.Set(kind == 0, counts, segment.Slice(1 + Lengths, count));
            tables[(kind * MostTables) + place] = table;
            segment = segment[(1 + Lengths + count)..];
        }
    }

    /// <summary>The next value.</summary>
    /// <exception cref="EndOfStreamException">The data has ended.</exception>
    /// <exception cref="InvalidDataException">There is no such code.</exception>
    public byte Next(ref JpegBits bits)
    {
        var next = bits.Peek();
        var known = _short[next >> (Lengths - MostShort)];
        if (known.Length == 0) known = Long(next);
        bits.Skip(known.Length);
        return known.Value;
    }

    /// <summary>What the next code of a block that is whole in its scan is a step over.</summary>
    /// <param name="next">The next 16 bits.</param>
    /// <exception cref="InvalidDataException">There is no such code.</exception>
    public BlockStep Step(int next)
    {
        var known = _steps[next >> (Lengths - MostShort)];
        if (known.Bits > 0) return known;
        var (length, value) = Long(next);
        return StepOver(length, value);
    }

    private void Set(bool isOfFirst, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        if (values.Length > MostValues) throw new InvalidDataException("too many values");
        _isOfFirst = isOfFirst;
        Array.Clear(_short);
        Array.Clear(_steps);
        values.CopyTo(_values);
        var (code, first) = (0, 0);
        for (var length = 1; length <= Lengths; length++)
        {
            _offset[length] = first - code;
            for (var i = 0; i < counts[length - 1]; i++, code++, first++)
            {
                if (length > MostShort) continue;
                var room = 1 << (MostShort - length);
                _short.AsSpan(code * room, room).Fill(((byte)length, values[first]));
                _steps.AsSpan(code * room, room).Fill(StepOver(length, values[first]));
            }

            _end[length] = code << (Lengths - length);
            code <<= 1;
        }
    }

    private (byte Length, byte Value) Long(int next)
    {
        var length = MostShort + 1;
        while (length <= Lengths && next >= _end[length]) length++;
        if (length > Lengths) throw new InvalidDataException("no such code");
        return ((byte)length, _values[(next >> (Lengths - length)) + _offset[length]]);
    }

    // A code says how many zeros come first, and how many bits of the next coefficient follow it.
    private BlockStep StepOver(int length, byte value)
    {
        var (zeros, size) = (value >> 4, value & 15);
        var step = _isOfFirst ? 1 : size == 0 && zeros < 15 ? EndOfBlock : zeros + 1;
        return new BlockStep((byte)(length + size), (byte)step);
    }

    // Annex K.3: brightness and colour, first coefficients and others.
    private static ReadOnlySpan<byte> StandardTables =>
    [
        0x00, 0x00, 0x01, 0x05, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x10, 0x00, 0x02, 0x01, 0x03,
        0x03, 0x02, 0x04, 0x03, 0x05, 0x05, 0x04, 0x04, 0x00, 0x00, 0x01, 0x7D, 0x01, 0x02, 0x03, 0x00, 0x04,
        0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71, 0x14, 0x32, 0x81, 0x91,
        0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0A,
        0x16, 0x17, 0x18, 0x19, 0x1A, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39,
        0x3A, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5A,
        0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x83,
        0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0xA2,
        0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA,
        0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9,
        0xDA, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6,
        0xF7, 0xF8, 0xF9, 0xFA, 0x01, 0x00, 0x03, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x01, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x11,
        0x00, 0x02, 0x01, 0x02, 0x04, 0x04, 0x03, 0x04, 0x07, 0x05, 0x04, 0x04, 0x00, 0x01, 0x02, 0x77, 0x00,
        0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13, 0x22,
        0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33, 0x52, 0xF0, 0x15, 0x62, 0x72,
        0xD1, 0x0A, 0x16, 0x24, 0x34, 0xE1, 0x25, 0xF1, 0x17, 0x18, 0x19, 0x1A, 0x26, 0x27, 0x28, 0x29, 0x2A,
        0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x53, 0x54, 0x55,
        0x56, 0x57, 0x58, 0x59, 0x5A, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x73, 0x74, 0x75, 0x76,
        0x77, 0x78, 0x79, 0x7A, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x92, 0x93, 0x94, 0x95,
        0x96, 0x97, 0x98, 0x99, 0x9A, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xB2, 0xB3, 0xB4,
        0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xD2, 0xD3,
        0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xF2,
        0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA,
    ];

    /// <summary>A code and the bits that follow it.</summary>
    /// <param name="Bits">How many they are, at least 1.</param>
    /// <param name="Coefficients">How many coefficients of the block are known by them.</param>
    internal readonly record struct BlockStep(byte Bits, byte Coefficients);
}
