using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.View;

/// <summary>A frame in bytes of its own, which later frames are written over.</summary>
internal sealed class ViewedFrame
{
    private byte[] _buffer = [];

    /// <summary>Counts the frames from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The frame.</summary>
    public Frame Frame { get; private set; } = null!;

    /// <summary>What became of it.</summary>
    public Outcome Outcome { get; private set; } = null!;

    /// <summary>Takes another frame.</summary>
    public void Set(long number, Frame frame, Outcome outcome)
    {
        var bytes = frame.Data;
        // Lengths of JPEGs differ from frame to frame: with room to spare, this is soon the last allocation.
        if (_buffer.Length < bytes.Length) _buffer = new byte[bytes.Length + (bytes.Length / 4)];
        bytes.CopyTo(_buffer);
        (Number, Outcome) = (number, outcome);
        Frame = frame with { Data = _buffer.AsMemory(0, bytes.Length) };
    }
}
