using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using UneXt50.Sources;
using ForeignDecoder = SixLabors.ImageSharp.Formats.IImageDecoder;

namespace UneXt50.Imaging;

/// <summary>
/// One of the formats that ImageSharp reads. It takes truncated data in silence, so every format brings a check of its
/// structure that runs first.
/// </summary>
internal sealed class ImageSharpDecoder : IImageDecoder
{
    // No format is registered: which decoder runs is decided here and not by ImageSharp.
    private static readonly Configuration Configuration = new()
    {
        MemoryAllocator = MemoryAllocator.Create(
            new MemoryAllocatorOptions { AllocationLimitMegabytes = 256, MaximumPoolSizeMegabytes = 0 }),
    };

    private readonly string _format;
    private readonly ForeignDecoder _decoder;
    private readonly StructureCheck _isComplete;
    private readonly PaletteEntry? _transparentColour;

    /// <param name="format">The format's name in messages.</param>
    /// <param name="decoder">What reads it.</param>
    /// <param name="isComplete">Refuses truncated data.</param>
    /// <param name="transparentColour">The colour of pixels the decoder leaves clear, if the format has one.</param>
    public ImageSharpDecoder(
        string format, ForeignDecoder decoder, StructureCheck isComplete, PaletteEntry? transparentColour = null)
    {
        _format = format;
        _decoder = decoder;
        _isComplete = isComplete;
        _transparentColour = transparentColour;

        // Its EXIF reader makes this array by reflection, which compilation ahead of time leaves out unless it is seen.
        GC.KeepAlive(new ExifDataType[1]);
    }

    /// <summary>Whether the data reaches as far as the headers say; may throw on headers that make no sense.</summary>
    public delegate bool StructureCheck(ReadOnlySpan<byte> data);

    /// <summary>A colour that complete data has in its palette.</summary>
    public delegate Rgb24 PaletteEntry(ReadOnlySpan<byte> data);

    private delegate void RowConversion<TPixel>(ReadOnlySpan<TPixel> row, Span<byte> target);

    public RgbImage Decode(Frame frame, int shortSideHint)
    {
        try
        {
            return Decode(frame);
        }
        catch (OutOfMemoryException exception)
        {
            throw ImageError.OutOfMemory(frame, exception);
        }
        catch (Exception exception) when (exception is not UneXt50Exception)
        {
            // Damaged data makes it throw all sorts of exceptions, index errors among them.
            throw ImageError.Damaged(frame, _format, exception);
        }
    }

    private unsafe RgbImage Decode(Frame frame)
    {
        var data = frame.Data.Span;
        fixed (byte* start = data)
        {
            using var stream = new UnmanagedMemoryStream(start, data.Length);
            var info = ((IImageInfoDetector)_decoder).Identify(Configuration, stream, CancellationToken.None);
            ImageLimits.Check(frame, info.Width, info.Height, ImageLimits.MaxPixels);
            if (!_isComplete(data)) throw ImageError.Truncated(frame, _format);

            if (info.Metadata.GetPngMetadata().BitDepth == PngBitDepth.Bit16) return Load<Rgb48>(data, HighBytes);
            if (_transparentColour is null)
            {
                return Load<Rgb24>(data, (row, target) => MemoryMarshal.AsBytes(row).CopyTo(target));
            }

            var colour = _transparentColour(data);
            return Load<Rgba32>(
                data, (row, target) => FillTransparent(row, MemoryMarshal.Cast<byte, Rgb24>(target), colour));
        }
    }

    private RgbImage Load<TPixel>(ReadOnlySpan<byte> data, RowConversion<TPixel> convert)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var loaded = Image.Load<TPixel>(Configuration, data, _decoder);
        var image = new RgbImage(loaded.Width, loaded.Height);
        loaded.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++) convert(rows.GetRowSpan(y), image.Row(y));
        });
        return Orientation.Apply(image, loaded.Metadata.ExifProfile?.GetValue(ExifTag.Orientation)?.Value ?? 1);
    }

    // What Pillow keeps of 16-bit RGB; it clips 16-bit grey instead, which turns nearly all of it white.
    private static void HighBytes(ReadOnlySpan<Rgb48> row, Span<byte> target)
    {
        var samples = MemoryMarshal.Cast<Rgb48, ushort>(row);
        for (var i = 0; i < samples.Length; i++) target[i] = (byte)(samples[i] >> 8);
    }

    private static void FillTransparent(ReadOnlySpan<Rgba32> row, Span<Rgb24> target, Rgb24 colour)
    {
        for (var x = 0; x < row.Length; x++) target[x] = row[x].A == 0 ? colour : row[x].Rgb;
    }
}
