using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>Room for one frame, used again and again: it grows to the largest frame and no further.</summary>
public sealed class FrameBuffer
{
    private byte[] _bytes = [];
    private int _length;
    private bool _hasEnd; // known to be a JPEG with its end, which need not be looked for

    /// <summary>The frame's bytes, until the buffer is filled again.</summary>
    public ReadOnlyMemory<byte> Data => _bytes.AsMemory(0, _length);

    /// <summary>How to read them; null for JPEG.</summary>
    public PixelLayout? Layout { get; private set; }

    /// <summary>When the frame was put here, in UTC.</summary>
    public DateTime Arrival { get; private set; }

    /// <summary>Copies a frame in.</summary>
    public void Fill(ReadOnlySpan<byte> data, PixelLayout? layout) => data.CopyTo(Room(data.Length, layout));

    /// <summary>Room for a frame that the caller fills.</summary>
    internal Span<byte> Room(int length, PixelLayout? layout)
    {
        _hasEnd = false;
        // Half as much again: JPEGs of one scene differ in length.
        if (_bytes.Length < length)
            _bytes = GC.AllocateUninitializedArray<byte>(layout is null ? length + (length / 2) : length);
        _length = length;
        Layout = layout;
        Arrival = DateTime.UtcNow;
        return _bytes.AsSpan(0, length);
    }

    /// <summary>Copies a JPEG in whose end was found.</summary>
    internal void FillWhole(ReadOnlySpan<byte> jpeg)
    {
        Fill(jpeg, layout: null);
        _hasEnd = true;
    }

    /// <summary>Whether all of a frame is there. A JPEG that lacks its end marker alone is given one.</summary>
    internal bool IsWhole()
    {
        if (Layout is { } layout) return !IsUnfilled(Data.Span, layout);
        if (_hasEnd || MotionJpeg.HasEnd(Data.Span)) return true;
        if (!MotionJpeg.IsWholeWithoutEnd(Data)) return false;
        AppendEnd();
        return true;
    }

    // No picture has YUV zeros: the driver has not filled the buffer to its end.
    private static bool IsUnfilled(ReadOnlySpan<byte> data, PixelLayout layout) =>
        layout.Format is PixelFormat.Yuyv or PixelFormat.Nv12 && data.Length >= layout.Length
        && !data[..(int)layout.Length][^layout.BytesInRow..].ContainsAnyExcept((byte)0);

    /// <summary>Puts the marker that a JPEG lacks behind it.</summary>
    internal void AppendEnd()
    {
        var end = MotionJpeg.End;
        if (_bytes.Length < _length + end.Length) Array.Resize(ref _bytes, _length + end.Length);
        end.CopyTo(_bytes.AsSpan(_length));
        _length += end.Length;
        _hasEnd = true;
    }
}
