namespace UneXt50.Imaging.Jpeg;

/// <summary>Goes through one scan of a JPEG file (ITU-T T.81, annexes F.2 and G.2).</summary>
internal ref struct JpegScan
{
    private readonly Band _band;
    private readonly bool _isProgressive;
    private JpegBits _bits;

    // How many further blocks have no coefficients that were zero so far.
    private int _emptyBlocks;

    /// <param name="data">What follows its header.</param>
    /// <param name="band">Its coefficients.</param>
    /// <param name="isProgressive">Whether coefficients come bit by bit.</param>
    public JpegScan(ReadOnlySpan<byte> data, Band band, bool isProgressive)
    {
        _bits = new JpegBits(data);
        _band = band;
        _isProgressive = isProgressive;
    }

    /// <summary>Goes through all blocks.</summary>
    /// <param name="parts">The components.</param>
    /// <param name="unitsAcross">Units side by side, if there are several components.</param>
    /// <param name="unitsDown">Units one below the other.</param>
    /// <param name="restartInterval">Units between two restart markers, or 0.</param>
    /// <returns>How many bytes that were.</returns>
    /// <exception cref="EndOfStreamException">It ends before the last block.</exception>
    public int Read(JpegComponent[] parts, int unitsAcross, int unitsDown, int restartInterval)
    {
        var isAlone = parts.Length == 1;
        if (isAlone) (unitsAcross, unitsDown) = (parts[0].Columns, parts[0].Rows);
        var untilRestart = restartInterval;
        for (var row = 0; row < unitsDown; row++)
        {
            for (var column = 0; column < unitsAcross; column++)
            {
                if (restartInterval > 0 && untilRestart-- == 0)
                {
                    _bits.Restart();
                    _emptyBlocks = 0;
                    untilRestart = restartInterval - 1;
                }

                if (isAlone) ReadBlock(parts[0], (row * parts[0].Stride) + column);
                else foreach (var part in parts) ReadUnit(part, row, column);
            }
        }

        return _bits.Position;
    }

    private void ReadUnit(JpegComponent part, int row, int column)
    {
        for (var y = 0; y < part.Down; y++)
        {
            for (var x = 0; x < part.Across; x++)
            {
                ReadBlock(part, (((row * part.Down) + y) * part.Stride) + (column * part.Across) + x);
            }
        }
    }

    private void ReadBlock(JpegComponent part, int block)
    {
        if (!_isProgressive) ReadWhole(part);
        else if (_band.First == 0) ReadFirst(part);
        else if (_band.High == 0) ReadOthers(part, ref part.NonZero[block]);
        else Refine(part, ref part.NonZero[block]);
    }

    private void ReadWhole(JpegComponent part) => _bits.SkipBlock(Table(part.First), Table(part.Others));

    private void ReadFirst(JpegComponent part) =>
        _bits.Next(_band.High == 0 ? Table(part.First).Next(ref _bits) & 15 : 1);

    private void ReadOthers(JpegComponent part, ref ulong nonZero)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        for (var k = _band.First; k <= _band.Last; k++)
        {
            var value = Table(part.Others).Next(ref _bits);
            var (zeros, size) = (value >> 4, value & 15);
            if (size == 0 && zeros < 15)
            {
                _emptyBlocks = (1 << zeros) - 1 + _bits.Next(zeros);
                break;
            }

            k += zeros;
            if (size == 0) continue;
            _bits.Next(size);
            nonZero |= 1UL << (k & 63);
        }
    }

    // A bit for each coefficient that is not zero, and between them those that become so.
    private void Refine(JpegComponent part, ref ulong nonZero)
    {
        var k = _band.First;
        for (; k <= _band.Last && _emptyBlocks == 0; k++)
        {
            var value = Table(part.Others).Next(ref _bits);
            var (zeros, size) = (value >> 4, value & 15);
            if (size > 0)
            {
                _bits.Next(1);
            }
            else if (zeros < 15)
            {
                _emptyBlocks = (1 << zeros) + _bits.Next(zeros);
                break;
            }

            for (; k <= _band.Last; k++)
            {
                if ((nonZero & (1UL << k)) != 0) _bits.Next(1);
                else if (zeros-- == 0) break;
            }

            if (size > 0 && k <= _band.Last) nonZero |= 1UL << k;
        }

        if (_emptyBlocks == 0) return;
        for (; k <= _band.Last; k++)
        {
            if ((nonZero & (1UL << k)) != 0) _bits.Next(1);
        }

        _emptyBlocks--;
    }

    private static JpegHuffman Table(JpegHuffman? table) => table ?? throw new InvalidDataException("no table");

    /// <summary>Coefficients of a scan, in zigzag order, and which of their bits.</summary>
    /// <param name="First">The first coefficient, 0 to 63.</param>
    /// <param name="Last">The last one.</param>
    /// <param name="High">Lowest bit that has been there, or 0 if none has.</param>
    /// <param name="Low">Lowest bit of this scan.</param>
    internal readonly record struct Band(int First, int Last, int High, int Low);
}
