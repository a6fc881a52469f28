namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// The range whose quantization error, squared and averaged over all values, is smallest: clipping a few large values
/// against finer steps for the others. Tries every hundredth of the extremes (both ends of a signed activation).
/// </summary>
/// <param name="target">What the steps are for: symmetric ones have one end.</param>
internal sealed class MeanSquaredErrorRange(QuantizationTarget target = QuantizationTarget.Cpu) : IRangeMethod
{
    private const int Steps = 100;
    private const int SmallestStep = 10;

    public string Name => "mean squared error";

    public ActivationRange Choose(ActivationHistogram histogram)
    {
        var seen = histogram.Seen;
        var best = seen;
        var bestError = double.PositiveInfinity;
        var hasOneEnd = target == QuantizationTarget.TensorRt;
        for (var high = Steps; high >= SmallestStep; high--)
        {
            for (var low = hasOneEnd ? high : Steps; low >= SmallestStep; low--)
            {
                var range = new ActivationRange(seen.Min * low / Steps, seen.Max * high / Steps);
                var error = SquaredError(histogram, AffineQuantization.Spanning(range, target), bestError);
                if (error < bestError) (best, bestError) = (range, error);
                if (seen.Min == 0 || hasOneEnd) break;
            }

            if (seen.Max == 0 && !hasOneEnd) break;
        }

        return best;
    }

    /// <summary>The sum of squared errors; no longer exact once it reaches <paramref name="enough"/>.</summary>
    private static double SquaredError(ActivationHistogram histogram, AffineQuantization quantization, double enough)
    {
        var sum = 0.0;
        var counts = histogram.Counts;
        for (var bin = 0; bin < counts.Length && sum < enough; bin++)
        {
            if (counts[bin] == 0) continue;
            var centre = histogram.Centre(bin);
            var error = quantization.Round(centre) - centre;
            sum += counts[bin] * error * error;
        }

        return sum;
    }
}
