namespace UneXt50.Search;

/// <summary>
/// Rows of a file that are nearly the same. Two rows whose cosine reaches a threshold are in one group, and so are rows
/// that are joined by others between them (connected components). All pairs are compared: twice the rows take four
/// times as long. Nothing is kept and nothing is deleted.
/// </summary>
public sealed class DuplicateRows
{
    private DuplicateRows(IReadOnlyList<IReadOnlyList<Neighbour>> groups, int notFinite, int? firstNotFinite) =>
        (Groups, NotFinite, FirstNotFinite) = (groups, notFinite, firstNotFinite);

    /// <summary>
    /// Groups of two rows and more in the order of their first rows; in each the rows as the file has them, with the
    /// cosine to the first one of the group.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Neighbour>> Groups { get; }

    /// <summary>How many rows were left out, as they hold infinity or what is not a number.</summary>
    public int NotFinite { get; }

    /// <summary>The first of these.</summary>
    public int? FirstNotFinite { get; }

    /// <summary>Compares all rows of a file with each other.</summary>
    /// <param name="file">The rows.</param>
    /// <param name="options">The threshold.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DuplicateRows Find(
        FeatureFile file, DuplicateOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new DuplicateOptions();
        if (options.Threshold is not (>= -1 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.Threshold, "the threshold is from -1 to 1");
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        var groups = new RowGroups(file.Rows);
        var (notFinite, firstNotFinite) = (0, (int?)null);
        for (var first = 0; first < file.Rows;)
        {
            var block = RowBlock.Read(file, first);
            RowScan.Run(file, first, options.Threads, () => new Comparison(file, block, options.Threshold, groups),
                (comparison, row, count) => comparison.Look(row, count), cancellation);
            if (notFinite == 0 && block.NotFinite > 0) firstNotFinite = block.FirstNotFinite;
            notFinite += block.NotFinite;
            first += block.Count;
            options.Progress?.Report(1 - Math.Pow(1 - ((double)first / file.Rows), 2));
        }

        return new DuplicateRows(
            [.. groups.ToList().Select(rows => WithCosines(file, rows))], notFinite, firstNotFinite);
    }

    /// <summary>The groups with the names of their rows.</summary>
    /// <param name="file">The file that was searched.</param>
    /// <exception cref="UneXt50Exception">The index beside the file is damaged (Input).</exception>
    public IEnumerable<FoundRows> Named(FeatureFile file)
    {
        var names = RowNames.Of(file).Of(Groups.SelectMany(rows => rows.Select(row => row.Row)).ToHashSet());
        return Groups.Index().Select(group =>
            new FoundRows(null, group.Index + 1, [.. group.Item.Select(row => NamedRow.Of(row, names))]));
    }

    /// <summary>What to say of the rows that were left out; null where there are none.</summary>
    /// <param name="file">The file that was searched.</param>
    public UneXt50Exception? LeftOut(FeatureFile file) =>
        Unfit.Rows(file, RowNames.Of(file), NotFinite, FirstNotFinite);

    private static IReadOnlyList<Neighbour> WithCosines(FeatureFile file, int[] rows)
    {
        var first = file.Row(rows[0]);
        var length = ExactSums.Length(first);
        return [.. rows.Select(row =>
        {
            var other = file.Row(row);
            return new Neighbour(row, ExactSums.Cosine(ExactSums.Dot(first, other), length, ExactSums.Length(other)));
        })];
    }

    /// <summary>
    /// One thread's comparing of all rows with those of a block. Most pairs are so unlike that an eighth of their
    /// numbers shows it: with a and b for the rest of two unit vectors, what is left of their cosine is at most |a||b|
    /// (Cauchy-Schwarz).
    /// </summary>
    private sealed class Comparison(FeatureFile file, RowBlock block, float threshold, RowGroups groups)
    {
        private readonly float[] _row = new float[file.Width];
        private readonly float[] _direction = new float[file.Width];
        private readonly float _enough = threshold - (4 * Screening.RelativeError(file.Width));

        public void Look(int first, int count)
        {
            for (var row = first; row < first + count; row++)
            {
                var squares = Rows32.Convert(file.Bytes(row), file.Type, _row);
                if (Screening.Direct(_row, squares, _direction)) Compare(row);
            }
        }

        private void Compare(int row)
        {
            var head = _direction.AsSpan(0, RowBlock.HeadOf(_direction.Length));
            var rest = RowBlock.RestOf(_direction);
            for (var i = 0; i < block.Count && block.First + i < row; i++)
            {
                if (!block.IsFinite(i)) continue;
                var other = block.Directions[i];
                var most = Screening.Dot(head, other.AsSpan(0, head.Length)) + (rest * block.Rests[i]);
                if (most < _enough) continue;
                if (Screening.Dot(_direction, other) < _enough || groups.AreJoined(block.First + i, row)) continue;
                var dot = ExactSums.Dot(block.Rows[i], _row);
                var exact = ExactSums.Cosine(dot, block.Lengths[i], ExactSums.Length(_row));
                if (exact >= threshold) groups.Join(block.First + i, row);
            }
        }
    }
}
