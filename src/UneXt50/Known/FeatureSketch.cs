namespace UneXt50.Known;

/// <summary>
/// A feature vector of any width in 96 values, whose distances stay nearly what they were: a sparse random projection
/// (Kane and Nelson, "Sparser Johnson-Lindenstrauss Transforms", 2014) of the features' square roots. It is made of a
/// hash of each feature's position, so that nothing of it is stored.
/// </summary>
/// <remarks>
/// The roots bring means of many activations, whose spread grows with their size, to about one spread. All sums are
/// taken in one order in double precision: every processor gets the same bytes.
/// </remarks>
internal static class FeatureSketch
{
    /// <summary>Values of a sketch.</summary>
    public const int Size = 96;

    private const int Blocks = 8;
    private const int BlockSize = Size / Blocks;

    /// <summary>Sketches a vector.</summary>
    /// <param name="features">Finite values; of negative ones the root of their size counts, with their sign.</param>
    /// <param name="sketch">Receives <see cref="Size"/> values.</param>
    public static void Write(ReadOnlySpan<float> features, Span<double> sketch)
    {
        sketch.Clear();
        for (var i = 0; i < features.Length; i++)
        {
            // Each feature goes to one place in each block, and is added or subtracted there.
            var bits = Mixed((ulong)i + 1);
            var root = Math.CopySign(Math.Sqrt(Math.Abs((double)features[i])), features[i]);
            for (var block = 0; block < Size; block += BlockSize, bits >>= 8)
            {
                var place = block + (int)(((bits & 127) * BlockSize) >> 7);
                sketch[place] += (bits & 128) != 0 ? root : -root;
            }
        }
    }

    /// <summary>64 bits that look random: SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mixed(ulong number)
    {
        var bits = unchecked(number * 0x9E3779B97F4A7C15);
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EB);
        return bits ^ (bits >> 31);
    }
}
