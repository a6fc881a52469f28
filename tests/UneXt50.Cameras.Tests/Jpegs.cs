using SkiaSharp;

namespace UneXt50.Cameras.Tests;

/// <summary>JPEG files that cameras might send.</summary>
internal static class Jpegs
{
    /// <summary>A picture of one colour with a little noise, so that its data has some length.</summary>
    public static byte[] Picture(SKColor colour, int width = 64, int height = 48)
    {
        using var bitmap = new SKBitmap(width, height);
        var random = new Random(1);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var noise = random.Next(-8, 9);
                byte Noisy(byte value) => (byte)Math.Clamp(value + noise, 0, 255);
                bitmap.SetPixel(x, y, new SKColor(Noisy(colour.Red), Noisy(colour.Green), Noisy(colour.Blue)));
            }
        }

        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoded.ToArray();
    }

    /// <summary>The same file with another JPEG file in an application segment, as thumbnails are kept.</summary>
    public static byte[] WithThumbnail(byte[] jpeg, byte[] thumbnail)
    {
        var length = thumbnail.Length + 2;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. thumbnail, .. jpeg[2..]];
    }

    /// <summary>The same file without its Huffman tables, as many webcams send it.</summary>
    public static byte[] WithoutHuffmanTables(byte[] jpeg)
    {
        var rest = new List<byte>(jpeg[..2]);
        for (var at = 2; ;)
        {
            var length = 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
            if (jpeg[at + 1] == 0xDA) return [.. rest, .. jpeg[at..]];
            if (jpeg[at + 1] != 0xC4) rest.AddRange(jpeg[at..(at + length)]);
            at += length;
        }
    }
}
