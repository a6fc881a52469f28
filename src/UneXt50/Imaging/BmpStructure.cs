using System.Buffers.Binary;

namespace UneXt50.Imaging;

/// <summary>A BMP file's pixels lie where its headers say (BITMAPFILEHEADER, BITMAPINFOHEADER).</summary>
internal static class BmpStructure
{
    private const int CoreHeaderSize = 12;
    private const uint Rle8 = 1;
    private const uint Rle4 = 2;

    /// <summary>Whether all pixel data is there.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> data)
    {
        if (data.Length < 26) return false;
        var pixels = BinaryPrimitives.ReadUInt32LittleEndian(data[10..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(data[14..]) == CoreHeaderSize)
        {
            var coreWidth = BinaryPrimitives.ReadUInt16LittleEndian(data[18..]);
            var coreHeight = BinaryPrimitives.ReadUInt16LittleEndian(data[20..]);
            var coreBits = BinaryPrimitives.ReadUInt16LittleEndian(data[24..]);
            return pixels + Size(coreWidth, coreHeight, coreBits) <= data.Length;
        }

        if (data.Length < 54) return false;
        var compression = BinaryPrimitives.ReadUInt32LittleEndian(data[30..]);
        if (compression is Rle8 or Rle4)
        {
            return pixels + (long)BinaryPrimitives.ReadUInt32LittleEndian(data[34..]) <= data.Length;
        }

        var width = BinaryPrimitives.ReadInt32LittleEndian(data[18..]);
        var height = BinaryPrimitives.ReadInt32LittleEndian(data[22..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(data[28..]);
        return pixels + Size(width, height, bits) <= data.Length;
    }

    // Rows are padded to four bytes; a negative height stores them from the top.
    private static long Size(long width, long height, int bitsPerPixel) =>
        ((width * bitsPerPixel) + 31) / 32 * 4 * Math.Abs(height);
}
