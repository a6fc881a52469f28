using System.Buffers.Binary;

namespace UneXt50.Cameras.Processes;

/// <summary>
/// Cuts a stream of bytes into the JPEG files in it (ITU-T T.81, annex B). It follows segments by their lengths, so
/// that a thumbnail inside one does not end the file, and finds its way again after garbage or half a file. A file that
/// lacks its end-of-image marker and nothing else is given one.
/// </summary>
internal sealed class JpegSplitter
{
    // More than any camera writes: a stream without an end is not kept for ever.
    private const int LargestFrame = 64 << 20;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    private byte[] _bytes = new byte[1 << 16];
    private int _end;       // of what has been read
    private int _at;        // of what has been looked at
    private bool _inFrame;  // which then begins at 0
    private bool _inScan;   // the entropy-coded data, which has no length
    private bool _hasScan;  // so that all that may be missing is the end

    /// <summary>Bytes since a file came out.</summary>
    public long Waiting { get; private set; }

    /// <summary>Whether a file has begun among them.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Room for the next bytes of the stream, never empty.</summary>
    public Span<byte> Room()
    {
        if (_end == LargestFrame) Restart(_end);
        if (_end == _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
        return _bytes.AsSpan(_end);
    }

    /// <summary>Says how much of <see cref="Room"/> was filled.</summary>
    public void Add(int count)
    {
        _end += count;
        Waiting += count;
    }

    /// <summary>Copies the next whole frame into <paramref name="frame"/>; false when it needs more bytes.</summary>
    public bool TryTake(FrameBuffer frame)
    {
        while (_inFrame || FindStart())
        {
            if (_inScan && !SkipScan()) return false;
            if (_end - _at < 2) return false;
            var marker = _bytes[_at + 1];
            if (_bytes[_at] == 0xFF && marker == StartOfImage && _hasScan && TryEnd(frame)) return true;
            if (_bytes[_at] != 0xFF || marker is 0 or StartOfImage)
            {
                // Garbage, or the file ended early and another begins. Not before this place: what looks like a start
                // there may be a thumbnail's.
                Restart(_at);
            }
            else if (marker == EndOfImage)
            {
                Take(_at + 2, frame);
                return true;
            }
            else if (!SkipSegment(marker))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Copies the last frame, where the stream has ended without its marker.</summary>
    public bool TryTakeLast(FrameBuffer frame)
    {
        if (!_hasScan) return false;
        _at = _end;
        return TryEnd(frame);
    }

    private bool TryEnd(FrameBuffer frame)
    {
        if (!MotionJpeg.IsWholeWithoutEnd(_bytes.AsMemory(0, _at))) return false;
        Take(_at, frame);
        frame.AppendEnd();
        return true;
    }

    private void Take(int count, FrameBuffer frame)
    {
        frame.FillWhole(_bytes.AsSpan(0, count));
        Restart(count);
        (Waiting, HasBegun) = (_end, false);
    }

    private bool FindStart()
    {
        var start = _bytes.AsSpan(0, _end).IndexOf((ReadOnlySpan<byte>)[0xFF, StartOfImage, 0xFF]);
        // Where there is none, the last two bytes may be the beginning of one.
        Restart(start >= 0 ? start : Math.Max(0, _end - 2));
        if (start < 0) return false;
        _inFrame = HasBegun = true;
        _at = 2;
        return true;
    }

    private bool SkipScan()
    {
        while (true)
        {
            var next = _bytes.AsSpan(_at, _end - _at).IndexOf((byte)0xFF);
            _at = next < 0 ? _end : _at + next;
            if (_end - _at < 2) return false;
            // A stuffed zero and RST0..7 belong to the scan.
            _inScan = _bytes[_at + 1] is 0 or (>= 0xD0 and <= 0xD7);
            if (!_inScan) return true;
            _at += 2;
        }
    }

    private bool SkipSegment(byte marker)
    {
        if (marker == 0xFF)
        {
            _at++;
            return true;
        }

        if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
        {
            _at += 2;
            return true;
        }

        if (_end - _at < 4) return false;
        var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(_at + 2));
        if (_end - _at < length) return false;
        _at += length;
        _inScan = marker == StartOfScan;
        _hasScan |= _inScan;
        return true;
    }

    /// <summary>Forgets the first <paramref name="count"/> bytes and looks for a frame in the others.</summary>
    private void Restart(int count)
    {
        _bytes.AsSpan(count, _end - count).CopyTo(_bytes);
        _end -= count;
        _at = 0;
        _inFrame = _inScan = _hasScan = false;
    }
}
