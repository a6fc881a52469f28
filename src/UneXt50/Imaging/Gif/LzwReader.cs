using System.Runtime.CompilerServices;

namespace UneXt50.Imaging.Gif;

/// <summary>The pixels of a GIF picture out of their LZW codes (GIF89a specification, appendix F).</summary>
internal ref struct LzwReader
{
    private const int MostCodes = 4096;
    private const int MostBits = 12;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _clear;
    private readonly int _firstBits;

    // What each code stands for: the string of another one, and a pixel behind it.
    private Codes<ushort> _prefix;
    private Codes<byte> _last;
    private Codes<byte> _pending; // the pixels of a code, the last one first
    private int _pendingCount;

    private int _at;
    private int _leftInBlock;
    private uint _bits;
    private int _bitCount;
    private int _codeBits;
    private int _next;
    private int _previous;
    private byte _first;

    /// <param name="data">From the byte that says how many bits a pixel has, up to anywhere behind the pixels.</param>
    /// <exception cref="InvalidDataException">There are no such codes.</exception>
    public LzwReader(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) throw new EndOfStreamException();
        // 12 bits leave no room for strings, but 8 are the most that a pixel has.
        if (data[0] is < 1 or > 8) throw new InvalidDataException("unknown size of pixels");
        _data = data;
        _at = 1;
        _clear = 1 << data[0];
        _firstBits = data[0] + 1;
        Clear();
    }

    /// <summary>Fills <paramref name="pixels"/> with the next ones.</summary>
    /// <exception cref="EndOfStreamException">There are too few.</exception>
    /// <exception cref="InvalidDataException">A code does not exist yet.</exception>
    public void Read(Span<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            while (_pendingCount == 0) Expand(NextCode());
            pixels[i] = _pending[--_pendingCount];
        }
    }

    private void Expand(int code)
    {
        if (code == _clear)
        {
            Clear();
            return;
        }

        if (code == _clear + 1) throw new EndOfStreamException();
        if (code > _next || (_previous < 0 && code > _clear)) throw new InvalidDataException("a code too early");

        // The newest string may stand for itself before it is known: the previous one and its own first pixel again.
        var string0 = code;
        if (code == _next)
        {
            _pending[_pendingCount++] = _first;
            string0 = _previous;
        }

        for (; string0 > _clear; string0 = _prefix[string0]) _pending[_pendingCount++] = _last[string0];
        _first = (byte)string0;
        _pending[_pendingCount++] = _first;

        if (_previous >= 0 && _next < MostCodes)
        {
            _prefix[_next] = (ushort)_previous;
            _last[_next] = _first;
            _next++;
            if (_next == 1 << _codeBits && _codeBits < MostBits) _codeBits++;
        }

        _previous = code;
    }

    private void Clear()
    {
        _codeBits = _firstBits;
        _next = _clear + 2;
        _previous = -1;
    }

    private int NextCode()
    {
        while (_bitCount < _codeBits)
        {
            _bits |= (uint)NextByte() << _bitCount;
            _bitCount += 8;
        }

        var code = (int)(_bits & ((1u << _codeBits) - 1));
        _bits >>= _codeBits;
        _bitCount -= _codeBits;
        return code;
    }

    // They come in blocks, each with its length before it; one of length 0 is the end.
    private byte NextByte()
    {
        if (_leftInBlock == 0)
        {
            if (_at >= _data.Length || _data[_at] == 0) throw new EndOfStreamException();
            _leftInBlock = _data[_at++];
            // Even where the last pixel is in the part that is there, as with Pillow.
            if (_leftInBlock > _data.Length - _at) throw new EndOfStreamException();
        }

        _leftInBlock--;
        return _data[_at++];
    }

    [InlineArray(MostCodes + 1)]
    private struct Codes<T>
    {
        private T _code;
    }
}
