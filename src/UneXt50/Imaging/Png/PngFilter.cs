using System.Numerics.Tensors;

namespace UneXt50.Imaging.Png;

/// <summary>
/// Takes back what was done to a row of a PNG file so that it compresses well (PNG specification, clause 9).
/// </summary>
internal static class PngFilter
{
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The row as it is stored; becomes what it was.</param>
    /// <param name="above">The row above it, as it was.</param>
    /// <param name="step">Bytes in a pixel, at least 1.</param>
    /// <exception cref="InvalidDataException">There is no such filter.</exception>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var i = step; i < row.Length; i++) row[i] += row[i - step];
                break;
            case 2:
                TensorPrimitives.Add(row, above, row);
                break;
            case 3:
                for (var i = 0; i < row.Length; i++)
                {
                    var left = i < step ? 0 : row[i - step];
                    row[i] += (byte)((left + above[i]) / 2);
                }

                break;
            case 4:
                // Left of the row there are zeros: the nearest of left, above and above left is then the one above.
                for (var i = 0; i < step && i < row.Length; i++) row[i] += above[i];
                for (var i = step; i < row.Length; i++) row[i] += Paeth(row[i - step], above[i], above[i - step]);
                break;
            default:
                throw new InvalidDataException("unknown filter");
        }
    }

    private static byte Paeth(int left, int above, int aboveLeft)
    {
        var (toLeft, toAbove) = (Math.Abs(above - aboveLeft), Math.Abs(left - aboveLeft));
        var toAboveLeft = Math.Abs(left + above - (2 * aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft) return (byte)left;
        return (byte)(toAbove <= toAboveLeft ? above : aboveLeft);
    }
}
