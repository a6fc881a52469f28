using System.Buffers.Binary;

namespace UneXt50.Imaging.Jpeg;

/// <summary>The bits of a scan, up to the next marker.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> data)
{
    private const int LastCoefficient = 63;

    private readonly ReadOnlySpan<byte> _data = data;

    // The next bits, the first one highest, and how many they are; zeros behind them.
    private ulong _buffer;
    private int _count;

    /// <summary>How many bytes have been taken; at the end of a scan the next marker is there.</summary>
    public int Position { get; private set; }

    /// <summary>The next bits, the first in the highest place.</summary>
    /// <param name="count">0 to 16.</param>
    /// <exception cref="EndOfStreamException">The data has ended.</exception>
    public int Next(int count)
    {
        if (count == 0) return 0;
        if (_count < count) Fill();
        var value = (int)(_buffer >> (64 - count));
        Skip(count);
        return value;
    }

    /// <summary>The next 16 bits, which stay; zeros where there are no more.</summary>
    public int Peek()
    {
        if (_count < 16) Fill();
        return (int)(_buffer >> 48);
    }

    /// <summary>Goes on.</summary>
    /// <exception cref="EndOfStreamException">The data has ended before.</exception>
    public void Skip(int count)
    {
        if (count > _count) throw new EndOfStreamException();
        _buffer <<= count;
        _count -= count;
    }

    /// <summary>Goes over a block that is whole in its scan, code after code.</summary>
    /// <param name="first">The table for its first coefficient.</param>
    /// <param name="others">The table for the others.</param>
    /// <exception cref="EndOfStreamException">The data has ended.</exception>
    /// <exception cref="InvalidDataException">There is no such code.</exception>
    public void SkipBlock(JpegHuffman first, JpegHuffman others)
    {
        // The most time of a scan is spent here, so nothing goes through a field.
        var (buffer, count) = (_buffer, _count);
        var table = first;
        for (var k = 0; k <= LastCoefficient;)
        {
            if (count < 32)
            {
                (_buffer, _count) = (buffer, count);
                Fill();
                (buffer, count) = (_buffer, _count);
            }

            var step = table.Step((int)(buffer >> 48));
            buffer <<= step.Bits;
            count -= step.Bits;
            if (count < 0) throw new EndOfStreamException();
            k += step.Coefficients;
            table = others;
        }

        (_buffer, _count) = (buffer, count);
    }

    /// <summary>Goes behind the next restart marker.</summary>
    /// <exception cref="EndOfStreamException">Another marker comes first.</exception>
    public void Restart()
    {
        (_buffer, _count) = (0, 0);
        while (Position + 1 < _data.Length && (_data[Position] != 0xFF || _data[Position + 1] is 0 or 0xFF)) Position++;
        if (Position + 1 >= _data.Length || _data[Position + 1] is < 0xD0 or > 0xD7) throw new EndOfStreamException();
        Position += 2;
    }

    private void Fill()
    {
        if (_count <= 32 && Position + 4 <= _data.Length)
        {
            var next = BinaryPrimitives.ReadUInt32BigEndian(_data[Position..]);
            // Whether no byte of it is 0xFF.
            if (((~next - 0x01010101) & next & 0x80808080) == 0)
            {
                _buffer |= (ulong)next << (32 - _count);
                _count += 32;
                Position += 4;
                return;
            }
        }

        while (_count <= 56 && Position < _data.Length)
        {
            ulong next = _data[Position];
            if (next == 0xFF)
            {
                // With a zero behind it it is data, or else a marker.
                if (Position + 1 >= _data.Length || _data[Position + 1] != 0) return;
                Position++;
            }

            Position++;
            _buffer |= next << (56 - _count);
            _count += 8;
        }
    }
}
