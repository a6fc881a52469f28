using System.Runtime.Intrinsics;

namespace UneXt50.Imaging;

/// <summary>One output row of a resize: the weighted sum of the input rows under it, byte by byte.</summary>
internal static class VerticalPass
{
    /// <param name="rows">As many rows as there are weights, each as long as <paramref name="output"/>.</param>
    /// <param name="weights">A weight for each row.</param>
    /// <param name="output">Takes the sum.</param>
    public static void Run(ReadOnlySpan<byte> rows, ReadOnlySpan<int> weights, Span<byte> output)
    {
        var i = 0;
        for (; i <= output.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Sum16(rows[i..], output.Length, weights).CopyTo(output[i..]);
        }

        for (; i < output.Length; i++)
        {
            var sum = 0;
            for (var k = 0; k < weights.Length; k++) sum += weights[k] * rows[(k * output.Length) + i];
            output[i] = FixedPoint.ToByte(sum);
        }
    }

    private static Vector128<byte> Sum16(ReadOnlySpan<byte> column, int stride, ReadOnlySpan<int> weights)
    {
        var (a, b, c, d) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
        for (var k = 0; k < weights.Length; k++)
        {
            // A window's padding; its rows need not be read.
            if (weights[k] == 0) continue;
            var weight = Vector128.Create(weights[k]);
            var (low, high) = Vector128.Widen(Vector128.Create(column[(k * stride)..]));
            a += Vector128.WidenLower(low).AsInt32() * weight;
            b += Vector128.WidenUpper(low).AsInt32() * weight;
            c += Vector128.WidenLower(high).AsInt32() * weight;
            d += Vector128.WidenUpper(high).AsInt32() * weight;
        }

        return FixedPoint.ToBytes(a, b, c, d);
    }
}
