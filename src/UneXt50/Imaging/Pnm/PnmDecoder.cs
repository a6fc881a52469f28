using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Pbm;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using UneXt50.Sources;

namespace UneXt50.Imaging.Pnm;

/// <summary>
/// Binary PGM and PPM of 8 bits, as frame grabbers and microscopes write them, by ImageSharp; Skia reads neither. It
/// takes short data and other ranges in silence, so the header is read here first.
/// </summary>
internal static class PnmDecoder
{
    private const int FullRange = 255;

    // No format is registered: which decoder runs is decided here and not by ImageSharp.
    private static readonly Configuration Configuration = new()
    {
        MemoryAllocator = MemoryAllocator.Create(
            new MemoryAllocatorOptions { AllocationLimitMegabytes = 128, MaximumPoolSizeMegabytes = 0 }),
    };

    /// <exception cref="EndOfStreamException">Pixels are missing.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="NotSupportedException">Of a kind that is not read.</exception>
    /// <exception cref="UneXt50Exception">It is too large.</exception>
    public static RgbImage Decode(Frame frame)
    {
        var data = frame.Data.Span;
        var at = 2;
        var (width, height, range) = (Number(data, ref at), Number(data, ref at), Number(data, ref at));
        if (width == 0 || height == 0) throw new InvalidDataException();
        if (range != FullRange) throw new NotSupportedException($"of the range 0 to {range}");
        ImageLimits.Check(frame, width, height, ImageLimits.MaxPixels, 6L * width * height);
        var channels = data[1] == (byte)'6' ? 3 : 1;
        // One space stands between header and pixels.
        if (at + 1 + ((long)width * height * channels) > data.Length) throw new EndOfStreamException();

        using var loaded = SixLabors.ImageSharp.Image.Load<Rgb24>(Configuration, data, new PbmDecoder());
        var image = new RgbImage(loaded.Width, loaded.Height);
        loaded.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++) MemoryMarshal.AsBytes(rows.GetRowSpan(y)).CopyTo(image.Row(y));
        });
        return image;
    }

    /// <summary>The next number of the header, behind white space and comments.</summary>
    private static int Number(ReadOnlySpan<byte> data, ref int at)
    {
        while (at < data.Length && (IsSpace(data[at]) || data[at] == (byte)'#'))
        {
            if (data[at] == (byte)'#')
            {
                while (at < data.Length && data[at] != (byte)'\n') at++;
            }
            else
            {
                at++;
            }
        }

        var (number, start) = (0, at);
        for (; at < data.Length && char.IsAsciiDigit((char)data[at]); at++)
        {
            number = (number * 10) + data[at] - '0';
            if (number > 1 << 24) throw new InvalidDataException();
        }

        if (at >= data.Length) throw new EndOfStreamException();
        return at > start && (IsSpace(data[at]) || data[at] == (byte)'#') ? number : throw new InvalidDataException();
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
