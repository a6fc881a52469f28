namespace UneXt50.Imaging.Bmp;

/// <summary>
/// Pixels of a BMP file as runs of one colour (8 bits) or of two in turns (4 bits). What is passed over is of colour 0.
/// </summary>
internal ref struct BmpRunLength
{
    private const int EndOfRow = 0;
    private const int EndOfPicture = 1;
    private const int Jump = 2;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _bits;
    private int _at;

    // A jump that leads further, in pixels to the right and in rows.
    private int _jumpX;
    private int _jumpRows;

    public BmpRunLength(ReadOnlySpan<byte> data, int bits)
    {
        _data = data;
        _bits = bits;
    }

    /// <summary>Whether the mark of the picture's end comes next.</summary>
    public readonly bool IsAtEnd => _data[_at..].StartsWith((ReadOnlySpan<byte>)[0, EndOfPicture]);

    /// <summary>The next row.</summary>
    /// <exception cref="EndOfStreamException">The data or the picture ends before it is full.</exception>
    public void ReadRow(Span<byte> row)
    {
        row.Clear();
        if (_jumpRows > 0 && --_jumpRows > 0) return;
        var x = _jumpX;
        _jumpX = 0;
        // The last row may end with the data.
        while (x < row.Length || _at < _data.Length)
        {
            var (count, value) = (Next(), Next());
            if (count > 0)
            {
                // What goes beyond the row is dropped.
                for (var i = 0; i < count; i++, x++) Put(row, x, _bits == 8 ? value : Half(value, i));
            }
            else if (value == EndOfRow)
            {
                return;
            }
            else if (value == EndOfPicture)
            {
                // Allowed behind the last pixel, in place of the end of its row.
                _at -= 2;
                if (x < row.Length) throw new EndOfStreamException();
                return;
            }
            else if (value == Jump)
            {
                (_jumpX, _jumpRows) = (x + Next(), Next());
                if (_jumpRows > 0) return;
                x = _jumpX;
                _jumpX = 0;
            }
            else
            {
                x = ReadAbsolute(row, x, value);
            }
        }
    }

    // Pixels one by one, padded to two bytes.
    private int ReadAbsolute(Span<byte> row, int x, int count)
    {
        for (var i = 0; i < count; i++, x++)
        {
            if (_bits == 8)
            {
                Put(row, x, Next());
                continue;
            }

            var pair = _at + (i / 2) < _data.Length ? _data[_at + (i / 2)] : throw new EndOfStreamException();
            Put(row, x, Half(pair, i));
        }

        if (_bits == 4) _at += (count + 1) / 2;
        var length = _bits == 8 ? count : (count + 1) / 2;
        if (length % 2 != 0) _at++;
        return x;
    }

    // Two pixels of 4 bits in turns.
    private static int Half(int pair, int index) => index % 2 == 0 ? pair >> 4 : pair & 15;

    private static void Put(Span<byte> row, int x, int index)
    {
        if (x < row.Length) row[x] = (byte)index;
    }

    private int Next() => _at < _data.Length ? _data[_at++] : throw new EndOfStreamException();
}
