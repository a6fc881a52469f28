namespace UneXt50.Imaging;

/// <summary>One row of a resize: every output pixel is a weighted sum of neighbours in the row.</summary>
internal static class HorizontalPass
{
    public static void Run(ReadOnlySpan<byte> row, in ResampleWeights columns, Span<byte> output)
    {
        for (var x = 0; x < columns.Count; x++)
        {
            var weights = columns[x];
            var pixels = row.Slice(3 * columns.First(x), 3 * weights.Length);
            int red = 0, green = 0, blue = 0;
            for (var k = 0; k < weights.Length; k++)
            {
                red += weights[k] * pixels[3 * k];
                green += weights[k] * pixels[(3 * k) + 1];
                blue += weights[k] * pixels[(3 * k) + 2];
            }

            output[3 * x] = Resampler.ToByte(red);
            output[(3 * x) + 1] = Resampler.ToByte(green);
            output[(3 * x) + 2] = Resampler.ToByte(blue);
        }
    }
}
