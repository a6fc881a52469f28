using System.Buffers;

namespace UneXt50.Imaging;

/// <summary>
/// An 8-bit RGB picture: <c>Width * Height * 3</c> bytes, rows from the top, no padding, sRGB values as stored in the
/// file. The pixels are rented from the shared pool and go back to it on <see cref="Dispose"/>.
/// </summary>
public sealed class RgbImage : IDisposable
{
    private byte[]? _pixels;

    /// <summary>Rents room for a picture; the content is undefined until it is written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture exceeds 2 GB.</exception>
    public RgbImage(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(3L * width * height, Array.MaxLength, nameof(width));
        Width = width;
        Height = height;
        _pixels = ArrayPool<byte>.Shared.Rent(3 * width * height);
    }

    /// <summary>Pixels in a row, 1 or more.</summary>
    public int Width { get; }

    /// <summary>Rows, 1 or more.</summary>
    public int Height { get; }

    /// <summary>All bytes: R, G, B of the top left pixel first.</summary>
    /// <exception cref="ObjectDisposedException">The picture has been disposed.</exception>
    public Span<byte> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pixels is null, this);
            return _pixels.AsSpan(0, 3 * Width * Height);
        }
    }

    /// <summary>One row, <c>Width * 3</c> bytes.</summary>
    public Span<byte> Row(int y) => Pixels.Slice(3 * Width * y, 3 * Width);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels)
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }
}
