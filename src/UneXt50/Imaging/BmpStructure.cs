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
            long coreWidth = BinaryPrimitives.ReadUInt16LittleEndian(data[18..]);
            long coreHeight = BinaryPrimitives.ReadUInt16LittleEndian(data[20..]);
            return pixels + Size(coreWidth, coreHeight, BinaryPrimitives.ReadUInt16LittleEndian(data[24..])) <= data.Length;
        }

        if (data.Length < 54) return false;
        var compression = BinaryPrimitives.ReadUInt32LittleEndian(data[30..]);
        if (compression is Rle8 or Rle4)
        {
            return pixels + (long)BinaryPrimitives.ReadUInt32LittleEndian(data[34..]) <= data.Length;
        }

        long width = BinaryPrimitives.ReadInt32LittleEndian(data[18..]);
        long height = BinaryPrimitives.ReadInt32LittleEndian(data[22..]);
        return pixels + Size(width, height, BinaryPrimitives.ReadUInt16LittleEndian(data[28..])) <= data.Length;
    }

    // Rows are padded to four bytes; a negative height stores them from the top.
    private static long Size(long width, long height, int bitsPerPixel) =>
        ((width * bitsPerPixel) + 31) / 32 * 4 * Math.Abs(height);
}
