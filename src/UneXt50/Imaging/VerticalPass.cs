namespace UneXt50.Imaging;

/// <summary>One output row of a resize: the weighted sum of the input rows under it, byte by byte.</summary>
internal static class VerticalPass
{
    public static void Run(ReadOnlySpan<byte> rows, ReadOnlySpan<int> weights, Span<byte> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var sum = 0;
            for (var k = 0; k < weights.Length; k++) sum += weights[k] * rows[(k * output.Length) + i];
            output[i] = Resampler.ToByte(sum);
        }
    }
}
