using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// The levels of a layer's weights. Each is the nearest, but for a few of each convolution kernel that go to the level
/// on their other side, so that the kernel's sum is kept to half a level: neighbouring values of an activation are
/// alike, and what a kernel's rounding errors make of a flat region is their sum (Guo et al. 2022, SQuant,
/// arXiv:2202.07471).
/// </summary>
internal static class WeightLevels
{
    /// <summary>The levels, in the order of the weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="scales">A scale for each output channel.</param>
    /// <param name="axis">The dimension that counts output channels: 0, or 1 of a matrix.</param>
    public static sbyte[] Quantize(FloatTensor weights, float[] scales, int axis)
    {
        var values = weights.Values;
        var width = axis == 0 ? values.Length / scales.Length : 1;
        var levels = new sbyte[values.Length];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = ChannelScales.Level(values[i], scales[i / width % scales.Length]);

        var kernel = weights.Shape.Skip(2).Aggregate(1, (product, extent) => product * extent);
        if (kernel <= 1) return levels;
        var errors = new float[kernel];
        for (var start = 0; start < levels.Length; start += kernel)
        {
            var scale = scales[start / width];
            if (scale == 0) continue;
            for (var i = 0; i < kernel; i++) errors[i] = levels[start + i] - values[start + i] / scale;
            KeepSum(levels.AsSpan(start, kernel), errors);
        }

        return levels;
    }

    /// <summary>Moves the levels whose rounding was least sure by one, until the errors' sum is half a level.</summary>
    private static void KeepSum(Span<sbyte> levels, Span<float> errors)
    {
        var sum = 0f;
        foreach (var error in errors) sum += error;
        for (var moves = (int)MathF.Round(MathF.Abs(sum)); moves > 0; moves--)
        {
            var step = Math.Sign(sum);
            var place = -1;
            for (var i = 0; i < levels.Length; i++)
            {
                // A weight of 0, as in the gaps of merged groups, was rounded surely, and so was one that was clipped.
                var error = errors[i] * step;
                if (error is > 0 and <= 0.5f && (place < 0 || error > errors[place] * step)) place = i;
            }

            if (place < 0) return;
            levels[place] -= (sbyte)step;
            errors[place] -= step;
        }
    }
}
