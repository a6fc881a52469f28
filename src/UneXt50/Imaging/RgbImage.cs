using System.Buffers;
using System.Runtime.InteropServices;

namespace UneXt50.Imaging;

/// <summary>
/// An 8-bit RGB picture: <c>Width * Height * 3</c> bytes, rows from the top, no padding, sRGB values as stored in the
/// file. <see cref="Dispose"/> gives the memory back.
/// </summary>
public sealed unsafe class RgbImage : IDisposable
{
    // The shared pool would keep larger arrays, of several sizes, long after their picture is gone.
    private const int LargestPooled = 16 << 20;

    private readonly int _capacity;
    private byte[]? _pooled;
    private nint _native;

    /// <summary>Takes room for a picture; the content is undefined until it is written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the picture exceeds 2 GB.</exception>
    public RgbImage(int width, int height)
        : this(width, height, bytesPerPixel: 3)
    {
    }

    /// <summary>
    /// Takes more room than the pixels need, for a decoder that writes them wider: see <see cref="Room"/>.
    /// </summary>
    internal RgbImage(int width, int height, int bytesPerPixel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var capacity = (long)bytesPerPixel * width * height;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, Array.MaxLength, nameof(width));
        (Width, Height, _capacity) = (width, height, (int)capacity);
        if (_capacity <= LargestPooled) _pooled = ArrayPool<byte>.Shared.Rent(_capacity);
        else _native = (nint)NativeMemory.Alloc((nuint)_capacity);
    }

    /// <summary>Gives the memory of a picture back that nobody disposed.</summary>
    ~RgbImage() => NativeMemory.Free((void*)_native);

    /// <summary>Pixels in a row, 1 or more.</summary>
    public int Width { get; }

    /// <summary>Rows, 1 or more.</summary>
    public int Height { get; }

    /// <summary>All bytes: R, G, B of the top left pixel first. To be used as long as the picture is.</summary>
    /// <exception cref="ObjectDisposedException">The picture has been disposed.</exception>
    public Span<byte> Pixels => Room[..(3 * Width * Height)];

    /// <summary>The pixels, and behind them what was asked for beyond them.</summary>
    internal Span<byte> Room
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pooled is null && _native == 0, this);
            return _native == 0 ? _pooled.AsSpan(0, _capacity) : new Span<byte>((void*)_native, _capacity);
        }
    }

    /// <summary>One row, <c>Width * 3</c> bytes.</summary>
    public Span<byte> Row(int y) => Pixels.Slice(3 * Width * y, 3 * Width);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pooled, null) is { } pooled) ArrayPool<byte>.Shared.Return(pooled);
        NativeMemory.Free((void*)Interlocked.Exchange(ref _native, 0));
        GC.SuppressFinalize(this);
    }
}
