namespace UneXt50.Imaging;

/// <summary>Turns a picture upright by its EXIF orientation (Exif 2.32, tag 0x0112).</summary>
internal static class Orientation
{
    // Square tiles keep both the rows read and the columns written in the cache.
    private const int Tile = 32;

    /// <summary>
    /// The upright picture: <paramref name="image"/> itself if it is that already, otherwise a new one, and
    /// <paramref name="image"/> is disposed. Values outside 2..8 mean upright.
    /// </summary>
    public static RgbImage Apply(RgbImage image, int orientation)
    {
        if (orientation is < 2 or > 8) return image;
        var swapsSides = orientation >= 5;
        var mirrorsX = orientation is 2 or 3 or 7 or 8;
        var mirrorsY = orientation is 3 or 4 or 6 or 7;
        using (image)
        {
            var (width, height) = swapsSides ? (image.Height, image.Width) : (image.Width, image.Height);
            var upright = new RgbImage(width, height);

            // Where in the target one pixel to the right, and one row down, of the source leads.
            var (stepX, stepY) = swapsSides ? (3 * width, 3) : (3, 3 * width);
            var start = (mirrorsX ? (image.Width - 1) * stepX : 0) + (mirrorsY ? (image.Height - 1) * stepY : 0);
            Copy(image, upright.Pixels, start, mirrorsX ? -stepX : stepX, mirrorsY ? -stepY : stepY);
            return upright;
        }
    }

    private static void Copy(RgbImage source, Span<byte> target, int start, int stepX, int stepY)
    {
        for (var top = 0; top < source.Height; top += Tile)
        {
            var bottom = Math.Min(top + Tile, source.Height);
            for (var left = 0; left < source.Width; left += Tile)
            {
                var right = Math.Min(left + Tile, source.Width);
                for (var y = top; y < bottom; y++)
                {
                    var row = source.Row(y)[(3 * left)..(3 * right)];
                    var at = start + (y * stepY) + (left * stepX);
                    for (var i = 0; i < row.Length; i += 3, at += stepX)
                    {
                        target[at] = row[i];
                        target[at + 1] = row[i + 1];
                        target[at + 2] = row[i + 2];
                    }
                }
            }
        }
    }
}
