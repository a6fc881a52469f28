namespace UneXt50.Search;

/// <summary>Rows that all others are compared with in one pass, few enough for a processor's cache.</summary>
internal sealed class RowBlock
{
    private const int Numbers = 1 << 18; // 1 MB of float32
    private const int HeadShare = 8;
    private const int HeadStep = 32; // as many numbers as the sums take at once

    private RowBlock(int first, int count)
    {
        First = first;
        (Rows, Directions) = (new float[count][], new float[count][]);
        (Lengths, Rests) = (new double[count], new float[count]);
    }

    /// <summary>The first row.</summary>
    public int First { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Rows.Length;

    public float[][] Rows { get; }

    /// <summary>The rows divided by their lengths.</summary>
    public float[][] Directions { get; }

    public double[] Lengths { get; }

    /// <summary>The lengths of what follows the heads of the directions.</summary>
    public float[] Rests { get; }

    public int NotFinite { get; private set; }

    /// <summary>The first row of those that are not finite.</summary>
    public int? FirstNotFinite { get; private set; }

    public bool IsFinite(int i) => double.IsFinite(Lengths[i]);

    /// <summary>How many numbers of a row are looked at before the others.</summary>
    public static int HeadOf(int width) => Math.Min(width, (width / HeadShare + HeadStep - 1) / HeadStep * HeadStep);

    /// <summary>The length of what follows the head.</summary>
    public static float RestOf(float[] direction)
    {
        var rest = direction.AsSpan(HeadOf(direction.Length));
        return MathF.Sqrt(Screening.Dot(rest, rest));
    }

    /// <summary>Reads the rows from a first one on.</summary>
    public static RowBlock Read(FeatureFile file, int first)
    {
        var block = new RowBlock(first, Math.Min(file.Rows - first, Math.Max(1, Numbers / file.Width)));
        for (var i = 0; i < block.Count; i++)
        {
            var row = block.Rows[i] = file.Row(first + i);
            block.Lengths[i] = ExactSums.Length(row);
            block.Directions[i] = ExactSums.Direction(row, block.Lengths[i]);
            block.Rests[i] = RestOf(block.Directions[i]);
            if (block.IsFinite(i)) continue;
            block.NotFinite++;
            block.FirstNotFinite ??= first + i;
        }

        return block;
    }
}
