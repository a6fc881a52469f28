namespace UneXt50.Imaging;

/// <summary>
/// Turns a picture upright by its EXIF orientation (Exif 2.32, tag 0x0112) while its rows arrive: there is never a
/// second copy. Values outside 2..8 mean upright.
/// </summary>
internal sealed class UprightImage : IDisposable
{
    // Square tiles keep both the rows read and the columns written in the cache.
    private const int Tile = 32;

    private readonly int _width;

    // Where one pixel to the right, and one row down, of the stored picture leads in the upright one, in bytes.
    private readonly int _stepX;
    private readonly int _stepY;
    private readonly int _start;

    /// <param name="width">Of the picture as it is stored, in pixels.</param>
    /// <param name="height">Of the picture as it is stored.</param>
    /// <param name="orientation">1 to 8; anything else is upright.</param>
    public UprightImage(int width, int height, int orientation)
    {
        var swapsSides = orientation is >= 5 and <= 8;
        Image = swapsSides ? new RgbImage(height, width) : new RgbImage(width, height);
        _width = width;
        (_stepX, _stepY) = swapsSides ? (3 * Image.Width, 3) : (3, 3 * Image.Width);
        if (orientation is 2 or 3 or 7 or 8)
        {
            _start += (width - 1) * _stepX;
            _stepX = -_stepX;
        }

        if (orientation is 3 or 4 or 6 or 7)
        {
            _start += (height - 1) * _stepY;
            _stepY = -_stepY;
        }
    }

    /// <summary>The upright picture.</summary>
    public RgbImage Image { get; }

    /// <summary>Whether rows go in as they come.</summary>
    public bool IsStoredUpright => _stepX == 3 && _stepY > 0;

    /// <summary>Takes whole rows, from <paramref name="y"/> downwards.</summary>
    public void Write(int y, ReadOnlySpan<byte> rows)
    {
        var stride = 3 * _width;
        if (IsStoredUpright)
        {
            rows.CopyTo(Image.Pixels[(y * stride)..]);
            return;
        }

        for (var left = 0; left < _width; left += Tile)
        {
            var right = Math.Min(left + Tile, _width);
            for (var row = 0; row * stride < rows.Length; row++)
            {
                Write(left, 1, y + row, rows[((row * stride) + (3 * left))..((row * stride) + (3 * right))]);
            }
        }
    }

    /// <summary>Takes pixels of row <paramref name="y"/>: the one at <paramref name="x"/> and those at every
    /// <paramref name="step"/> behind it.</summary>
    public void Write(int x, int step, int y, ReadOnlySpan<byte> rgb)
    {
        var pixels = Image.Pixels;
        var at = _start + (y * _stepY) + (x * _stepX);
        for (var i = 0; i < rgb.Length; i += 3, at += step * _stepX)
        {
            pixels[at] = rgb[i];
            pixels[at + 1] = rgb[i + 1];
            pixels[at + 2] = rgb[i + 2];
        }
    }

    public void Dispose() => Image.Dispose();
}
