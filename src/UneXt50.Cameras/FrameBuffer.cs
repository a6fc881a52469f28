using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>Room for one frame, used again and again: it grows to the largest frame and no further.</summary>
public sealed class FrameBuffer
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The frame's bytes, until the buffer is filled again.</summary>
    public ReadOnlyMemory<byte> Data => _bytes.AsMemory(0, _length);

    /// <summary>How to read them; null for JPEG.</summary>
    public PixelLayout? Layout { get; private set; }

    /// <summary>When the frame was put here, in UTC.</summary>
    public DateTime Arrival { get; private set; }

    /// <summary>Copies a frame in.</summary>
    public void Fill(ReadOnlySpan<byte> data, PixelLayout? layout)
    {
        // Half as much again: JPEGs of one scene differ in length.
        if (_bytes.Length < data.Length) _bytes = GC.AllocateUninitializedArray<byte>(data.Length + (data.Length / 2));
        data.CopyTo(_bytes);
        _length = data.Length;
        Layout = layout;
        Arrival = DateTime.UtcNow;
    }

    /// <summary>Puts more bytes behind those of the frame.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        if (_bytes.Length < _length + data.Length) Array.Resize(ref _bytes, _length + data.Length);
        data.CopyTo(_bytes.AsSpan(_length));
        _length += data.Length;
    }
}
