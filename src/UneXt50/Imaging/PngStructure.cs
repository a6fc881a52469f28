using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace UneXt50.Imaging;

/// <summary>
/// A PNG file's chunks reach IEND, and its IDAT chunks inflate to all the rows that IHDR promises (PNG specification,
/// third edition).
/// </summary>
internal static class PngStructure
{
    private const int SignatureSize = 8;
    private const int ChunkOverhead = 12;
    private const int InflateBufferSize = 1 << 16;
    private const int NarrowestInterlaced = 5;

    // Adam7: x and y of the first pixel of each pass, and the steps to the next.
    private static ReadOnlySpan<byte> Passes =>
        [0, 0, 8, 8, 4, 0, 8, 8, 0, 4, 4, 8, 2, 0, 4, 4, 0, 2, 2, 4, 1, 0, 2, 2, 0, 1, 1, 2];

    /// <summary>Whether all chunks and all rows are there.</summary>
    /// <exception cref="InvalidDataException">The compressed data or its checksum is damaged.</exception>
    /// <exception cref="NotSupportedException">The picture is interlaced and too narrow for the decoder.</exception>
    public static bool IsComplete(ReadOnlySpan<byte> data)
    {
        var compressed = ArrayPool<byte>.Shared.Rent(data.Length);
        try
        {
            var length = 0;
            for (var at = SignatureSize; at + ChunkOverhead <= data.Length;)
            {
                var size = BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
                if (size > data.Length - at - ChunkOverhead) return false;
                var kind = data.Slice(at + 4, 4);
                var content = data.Slice(at + 8, (int)size);
                if (kind.SequenceEqual("IEND"u8))
                {
                    return InflatesTo(RowsLength(data), new MemoryStream(compressed, 0, length));
                }

                if (kind.SequenceEqual("IDAT"u8))
                {
                    content.CopyTo(compressed.AsSpan(length));
                    length += content.Length;
                }

                at += ChunkOverhead + content.Length;
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    private static bool InflatesTo(long expected, MemoryStream compressed)
    {
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
        var buffer = ArrayPool<byte>.Shared.Rent(InflateBufferSize);
        try
        {
            // One read past the rows, so that a checksum behind them is seen; what follows it is not ours to judge.
            var total = 0L;
            while (total <= expected && inflated.Read(buffer) is var count and > 0) total += count;
            return total >= expected;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Filter bytes and samples of all rows of all passes.
    private static long RowsLength(ReadOnlySpan<byte> data)
    {
        var header = data[(SignatureSize + 8)..];
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var samples = header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var bitsPerPixel = samples * header[8];
        if (header[12] == 0) return PassLength(width, height, bitsPerPixel);

        // ImageSharp 2.1 stumbles over passes without columns: wrong pixels, or an endless loop.
        if (width < NarrowestInterlaced) throw new NotSupportedException("interlaced and narrower than 5 pixels");

        var total = 0L;
        for (var i = 0; i < Passes.Length; i += 4)
        {
            var columns = (width - Passes[i] + Passes[i + 2] - 1) / Passes[i + 2];
            var rows = (height - Passes[i + 1] + Passes[i + 3] - 1) / Passes[i + 3];
            total += PassLength(columns, rows, bitsPerPixel);
        }

        return total;
    }

    private static long PassLength(long columns, long rows, int bitsPerPixel) =>
        rows * (1 + (((columns * bitsPerPixel) + 7) / 8));
}
