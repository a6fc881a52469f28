using System.Buffers.Binary;
using UneXt50.Sources;

namespace UneXt50.Toolchain.Tests.Quantization;

/// <summary>Photos made up for a test: noise, different for every number.</summary>
internal static class TestPhotos
{
    public const int Size = 16;

    /// <summary>Noise from number <paramref name="first"/> on, named <c>class-1/0.bmp</c> and so on.</summary>
    public static IReadOnlyList<Photo> Noise(int count, int first = 0) => [.. Enumerable.Range(first, count)
        .Select(number => new Photo($"class-{(number % TinyNetwork.Classes) + 1}/{number}.bmp", () => Bitmap(number)))];

    /// <summary>A photo that cannot be decoded.</summary>
    public static Photo Broken(string name) => new(name, () => new byte[] { 1, 2, 3 });

    // An uncompressed 24-bit bitmap of Size x Size.
    private static ReadOnlyMemory<byte> Bitmap(int number)
    {
        const int HeaderSize = 54;
        const int PixelBytes = 3 * Size * Size;
        var file = new byte[HeaderSize + PixelBytes];
        "BM"u8.CopyTo(file);
        void Put(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
        Put(2, file.Length);
        Put(10, HeaderSize);
        Put(14, 40);
        Put(18, Size);
        Put(22, Size);
        Put(26, 1 | (24 << 16));
        Put(34, PixelBytes);
        new Random(number).NextBytes(file.AsSpan(HeaderSize));
        return file;
    }
}
