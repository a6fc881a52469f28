using System.Buffers;

namespace UneXt50.Imaging;

/// <summary>
/// Pillow's antialiased resize (libImaging/Resample.c), bit for bit: a horizontal pass, rounded to bytes, then a
/// vertical one, in integers, so every processor gives the same pixels. Only what a crop keeps is computed.
/// </summary>
internal static class Resampler
{
    /// <summary>
    /// Resizes <paramref name="source"/> to <paramref name="width"/> x <paramref name="height"/> and fills
    /// <paramref name="crop"/> with the part of the result whose top left corner is at (<paramref name="left"/>,
    /// <paramref name="top"/>).
    /// </summary>
    public static void Resize(
        RgbImage source, int width, int height, Interpolation filter, int left, int top, RgbImage crop)
    {
        using var columns = new ResampleWeights(source.Width, width, left, crop.Width, filter);
        using var rows = new ResampleWeights(source.Height, height, top, crop.Height, filter);
        var firstRow = rows.First(0);
        var rowCount = rows.First(rows.Count - 1) + rows.Taps - firstRow;
        var stride = 3 * crop.Width;

        var rented = ArrayPool<byte>.Shared.Rent(checked(rowCount * stride));
        var narrowed = rented.AsSpan(0, rowCount * stride);
        for (var y = 0; y < rowCount; y++)
        {
            HorizontalPass.Run(source.Row(firstRow + y), columns, narrowed.Slice(y * stride, stride));
        }

        for (var y = 0; y < crop.Height; y++)
        {
            VerticalPass.Run(narrowed[((rows.First(y) - firstRow) * stride)..], rows[y], crop.Row(y));
        }

        ArrayPool<byte>.Shared.Return(rented);
    }
}
