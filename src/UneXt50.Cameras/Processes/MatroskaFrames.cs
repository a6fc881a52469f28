using System.Buffers.Binary;
using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Cameras.Processes;

/// <summary>
/// Uncompressed RGB pictures and their times out of a stream of Matroska (RFC 9559), as ffmpeg and GStreamer write it:
/// one track, a picture in each block.
/// </summary>
/// <param name="read">Reads what is there, at least one byte; 0 at the end.</param>
internal sealed class MatroskaFrames(MatroskaFrames.ReadBytes read)
{
    /// <summary>Fills room with bytes of the stream.</summary>
    /// <returns>How many; 0 at its end.</returns>
    public delegate int ReadBytes(Span<byte> room);

    /// <summary>More than any picture that is decoded has.</summary>
    private const long MostBytes = ImageLimits.MaxMemory / 2;

    private const long Unknown = -1;
    private const int Alignment = 4; // of GStreamer's rows

    private readonly byte[] _bytes = new byte[1 << 16];
    private int _at;
    private int _end;
    private int _width;
    private int _height;
    private long _scale = 1_000_000; // nanoseconds in a unit of time
    private long _cluster;
    private long _left; // bytes of a block that were not read

    /// <summary>When the picture is shown.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>
    /// How the bytes of the picture are to be read; null where they are of another size than the stream says.
    /// </summary>
    public PixelLayout? Layout { get; private set; }

    /// <summary>Bytes of the picture.</summary>
    public int Length => (int)_left;

    /// <summary>Goes to the next picture; false at the end of the stream.</summary>
    /// <exception cref="EndOfStreamException">The stream ends in the middle of something.</exception>
    /// <exception cref="InvalidDataException">It is no such stream, or its pictures are too large.</exception>
    public bool MoveNext()
    {
        Skip(_left);
        _left = 0;
        while (Fill())
        {
            var id = Number(withMarker: true);
            var size = Number(withMarker: false);
            switch (id)
            {
                case 0x18538067 or 0x1654AE6B or 0xAE or 0xE0 or 0x1549A966 or 0x1F43B675 or 0xA0:
                    break; // segment, tracks, track, video, information, cluster, group of blocks: what is inside follows
                case 0x2AD7B1:
                    _scale = Value(size);
                    break;
                case 0xB0:
                    _width = (int)Math.Min(Value(size), int.MaxValue);
                    break;
                case 0xBA:
                    _height = (int)Math.Min(Value(size), int.MaxValue);
                    break;
                case 0xE7:
                    _cluster = Value(size);
                    break;
                case 0xA3 or 0xA1:
                    BeginBlock(size);
                    return true;
                default:
                    Skip(size);
                    break;
            }
        }

        return false;
    }

    /// <summary>Reads the picture.</summary>
    /// <param name="pixels">Takes <see cref="Length"/> bytes.</param>
    /// <exception cref="EndOfStreamException">The stream ends in the middle of it.</exception>
    public void Read(Span<byte> pixels)
    {
        var buffered = Math.Min(pixels.Length, _end - _at);
        _bytes.AsSpan(_at, buffered).CopyTo(pixels);
        _at += buffered;
        for (var done = buffered; done < pixels.Length;)
        {
            var count = read(pixels[done..]);
            if (count == 0) throw new EndOfStreamException();
            done += count;
        }

        _left -= pixels.Length;
    }

    private void BeginBlock(long size)
    {
        var start = size;
        size -= LengthOf(Peek()); // of the track's number
        Number(withMarker: false);
        Span<byte> head = stackalloc byte[3];
        for (var i = 0; i < head.Length; i++) head[i] = Next();
        _left = size - head.Length;
        if (start == Unknown || _left <= 0) throw new InvalidDataException("it has a block without a picture");
        if (_left > MostBytes || _width > ImageLimits.MaxSide || _height > ImageLimits.MaxSide)
            throw new InvalidDataException($"its pictures of {_width}x{_height} pixels are too large");
        var units = _cluster + BinaryPrimitives.ReadInt16BigEndian(head);
        Time = TimeSpan.FromTicks(units * _scale / 100);
        Layout = LayoutOf(3L * _width) ?? LayoutOf((3L * _width + Alignment - 1) / Alignment * Alignment);
    }

    private PixelLayout? LayoutOf(long bytesInLine) =>
        _width > 0 && _height > 0 && bytesInLine * _height == _left
            ? new PixelLayout(PixelFormat.Rgb24, _width, _height, (int)bytesInLine) : null;

    /// <summary>A number whose length its first bit that is set tells.</summary>
    /// <param name="withMarker">Whether that bit is part of it, as in the names of elements.</param>
    private long Number(bool withMarker)
    {
        var first = Next();
        var length = LengthOf(first);
        if (length > 8) throw new InvalidDataException("what is sent is not Matroska");
        long number = withMarker ? first : first & (0xFF >> length);
        var isUnknown = number == 0xFF >> length;
        for (var i = 1; i < length; i++)
        {
            var next = Next();
            isUnknown &= next == 0xFF;
            number = (number << 8) | next;
        }

        return !withMarker && isUnknown ? Unknown : number;
    }

    private static int LengthOf(byte first) => byte.LeadingZeroCount(first) + 1;

    private long Value(long size)
    {
        if (size is < 0 or > 8) throw new InvalidDataException("what is sent is not Matroska");
        long value = 0;
        for (var i = 0; i < size; i++) value = (value << 8) | Next();
        return value;
    }

    private void Skip(long count)
    {
        if (count < 0) throw new InvalidDataException("what is sent is not Matroska");
        while (count > 0)
        {
            Peek();
            var step = (int)Math.Min(count, _end - _at);
            _at += step;
            count -= step;
        }
    }

    private byte Next()
    {
        var next = Peek();
        _at++;
        return next;
    }

    private byte Peek() => Fill() ? _bytes[_at] : throw new EndOfStreamException();

    private bool Fill()
    {
        if (_at < _end) return true;
        (_at, _end) = (0, read(_bytes));
        return _end > 0;
    }
}
