using System.Buffers.Binary;

namespace UneXt50.Imaging;

/// <summary>A WebP file is as long as its RIFF header says, and so are the chunks in it.</summary>
internal static class WebPStructure
{
    private const int RiffHeaderSize = 8;
    private const int ChunkHeaderSize = 8;

    /// <summary>Whether the RIFF container and all its chunks are there.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> data)
    {
        if (data.Length < RiffHeaderSize + 4) return false;
        var end = RiffHeaderSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        if (end > data.Length) return false;

        long at = RiffHeaderSize + 4;
        while (at + ChunkHeaderSize <= end)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data[(int)(at + 4)..]);
            at += ChunkHeaderSize + length;
            if (at > end) return false;

            // Chunks are padded to an even length.
            at += length & 1;
        }

        return true;
    }
}
