using System.Buffers;
using System.Buffers.Binary;
using UneXt50.Sources;

namespace UneXt50.Imaging.Gif;

/// <summary>
/// GIF, its first picture (GIF89a specification). What it does not cover is of its transparent colour, or else of the
/// palette's first, as with Pillow.
/// </summary>
internal static class GifDecoder
{
    private const int HeaderSize = 13;
    private const int DescriptorSize = 9;
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte Descriptor = 0x2C;
    private const byte Trailer = 0x3B;

    // Of an interlaced picture: the first row of each pass, and the step to the next.
    private static ReadOnlySpan<byte> Interlaced => [0, 8, 4, 8, 2, 4, 1, 2];

    private static ReadOnlySpan<byte> Plain => [0, 1];

    /// <exception cref="EndOfStreamException">Pixels of the first picture are missing.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="UneXt50Exception">It is too large.</exception>
    public static RgbImage Decode(Frame frame)
    {
        var data = frame.Data.Span;
        var (at, transparent) = FirstPicture(data);
        var (left, top) = (UInt16(data, at + 1), UInt16(data, at + 3));
        var (width, height) = (UInt16(data, at + 5), UInt16(data, at + 7));
        // Some are larger than the screen that the header promises.
        var screenWidth = Math.Max(UInt16(data, 6), left + width);
        var screenHeight = Math.Max(UInt16(data, 8), top + height);
        if (screenWidth == 0 || screenHeight == 0) throw new InvalidDataException("no pixels");
        ImageLimits.Check(
            frame, screenWidth, screenHeight, ImageLimits.MaxPixels, 3L * screenWidth * screenHeight);

        Span<byte> table = stackalloc byte[IndexedPixels.TableLength];
        IndexedPixels.WriteRamp(table);
        var flags = data[at + DescriptorSize];
        var localSize = PaletteSize(flags);
        var palette = localSize > 0 ? data.Slice(at + 1 + DescriptorSize, localSize)
            : data.Slice(HeaderSize, PaletteSize(data[10]));
        palette.CopyTo(table);

        var image = new RgbImage(screenWidth, screenHeight);
        try
        {
            if (width < screenWidth || height < screenHeight) Fill(image, table.Slice(3 * transparent, 3));
            var codes = data[(at + 1 + DescriptorSize + localSize)..];
            var passes = (flags & 0x40) != 0 ? Interlaced : Plain;
            ReadRows(codes, passes, width, height, table, image, left, top);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    // Where its descriptor is, and the number of its transparent colour or 0.
    private static (int At, int Transparent) FirstPicture(ReadOnlySpan<byte> data)
    {
        var transparent = 0;
        if (data.Length < HeaderSize) throw new EndOfStreamException();
        for (var at = HeaderSize + PaletteSize(data[10]); at + 1 + DescriptorSize < data.Length;)
        {
            switch (data[at])
            {
                case Descriptor:
                    return (at, transparent);
                case Extension:
                    // Label, size 4, flags, delay, number of the transparent colour.
                    if (data[at + 1] == GraphicControl && (data[at + 3] & 1) != 0) transparent = data[at + 6];
                    at = SkipSubBlocks(data, at + 2);
                    break;
                case Trailer:
                    throw new InvalidDataException("no picture");
                default:
                    at++;
                    break;
            }
        }

        throw new EndOfStreamException();
    }

    private static void ReadRows(
        ReadOnlySpan<byte> codes,
        ReadOnlySpan<byte> passes,
        int width,
        int height,
        ReadOnlySpan<byte> table,
        RgbImage image,
        int left,
        int top)
    {
        if (width == 0) return;
        var rented = ArrayPool<byte>.Shared.Rent(width);
        try
        {
            var reader = new LzwReader(codes);
            var indices = rented.AsSpan(0, width);
            for (; !passes.IsEmpty; passes = passes[2..])
            {
                for (int y = passes[0]; y < height; y += passes[1])
                {
                    reader.Read(indices);
                    IndexedPixels.ToRgb(indices, table, image.Row(top + y).Slice(3 * left, 3 * width));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void Fill(RgbImage image, ReadOnlySpan<byte> colour)
    {
        var pixels = image.Pixels;
        for (var i = 0; i < pixels.Length; i += 3) colour.CopyTo(pixels[i..]);
    }

    private static int UInt16(ReadOnlySpan<byte> data, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);

    private static int PaletteSize(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int SkipSubBlocks(ReadOnlySpan<byte> data, int at)
    {
        while (at < data.Length && data[at] != 0) at += data[at] + 1;
        return at + 1;
    }
}
