using System.Runtime.InteropServices;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// The rows of a file that are most like some vectors. The search is exact: every row is looked at, all queries in one
/// pass, and values are computed in float64 and rounded to float32, so that they come out the same on every processor.
/// Rows as good as each other come in the order of the file.
/// </summary>
public sealed class NearestRows
{
    private NearestRows(IReadOnlyList<IReadOnlyList<Neighbour>> found, int notFinite, int? firstNotFinite) =>
        (Found, NotFinite, FirstNotFinite) = (found, notFinite, firstNotFinite);

    /// <summary>For each query its rows, the best first.</summary>
    public IReadOnlyList<IReadOnlyList<Neighbour>> Found { get; }

    /// <summary>How many rows were left out, as they hold infinity or what is not a number.</summary>
    public int NotFinite { get; }

    /// <summary>The first of these.</summary>
    public int? FirstNotFinite { get; }

    /// <summary>Searches a file, in one pass.</summary>
    /// <param name="file">The rows.</param>
    /// <param name="queries">Vectors of the file's width; their numbers are finite.</param>
    /// <param name="options">How many rows, and by which metric.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ArgumentException">A query is of another width, or not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NearestRows Find(
        FeatureFile file, IReadOnlyList<float[]> queries, NearestOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new NearestOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        foreach (var query in queries)
        {
            if (query.Length != file.Width)
            {
                throw new ArgumentException(
                    $"a query of {query.Length} values for rows of {file.Width}", nameof(queries));
            }

            if (!query.All(float.IsFinite)) throw new ArgumentException("a query is not finite", nameof(queries));
        }

        var lengths = queries.Select(query => ExactSums.Length(query)).ToArray();
        float[][] directions = [.. queries.Select((query, i) => ExactSums.Direction(query, lengths[i]))];
        var parts = RowScan.Run(file, 0, options.Threads, () => new Part(file, queries, lengths, directions, options),
            (part, first, count) => part.Look(first, count), cancellation);
        var found = parts[0];
        foreach (var part in parts.Skip(1)) found.Add(part);
        return new NearestRows(
            [.. found.Best.Select(rows => rows.Sorted())], found.NotFinite,
            found.NotFinite == 0 ? null : found.FirstNotFinite);
    }

    /// <summary>What one thread has found.</summary>
    private sealed class Part
    {
        private const int LongWayRows = 64; // after one with many subnormal numbers: such rows come together

        private readonly FeatureFile _file;
        private readonly IReadOnlyList<float[]> _queries;
        private readonly double[] _lengths;
        private readonly float[][] _directions;
        private readonly bool _isCosine;
        private readonly float _error;
        private readonly float[] _row;
        private int _longWayRows;

        public Part(
            FeatureFile file, IReadOnlyList<float[]> queries, double[] lengths, float[][] directions,
            NearestOptions options)
        {
            (_file, _queries, _lengths, _directions) = (file, queries, lengths, directions);
            _isCosine = options.Metric == SearchMetric.Cosine;
            _error = Screening.RelativeError(file.Width);
            _row = new float[file.Width];
            Best = [.. queries.Select(_ => new TopRows(options.Top, options.Metric))];
        }

        public IReadOnlyList<TopRows> Best { get; }

        public int NotFinite { get; private set; }

        public int FirstNotFinite { get; private set; } = int.MaxValue;

        public void Look(int first, int count)
        {
            for (var row = first; row < first + count; row++)
            {
                if (IsScreenedOut(row)) continue;
                var squares = Rows32.Convert(_file.Bytes(row), _file.Type, _row);
                var isOrdinary = Screening.IsOrdinary(squares);
                if (!isOrdinary && !_row.All(float.IsFinite))
                {
                    NotFinite++;
                    FirstNotFinite = Math.Min(FirstNotFinite, row);
                    continue;
                }

                var exactLength = isOrdinary ? (double?)null : ExactSums.Length(_row);
                for (var i = 0; i < _queries.Count; i++)
                {
                    if (isOrdinary && !MayBeBest(i, squares)) continue;
                    Best[i].Add(new Neighbour(row, Exact(i, exactLength ??= ExactSums.Length(_row))));
                }
            }
        }

        public void Add(Part other)
        {
            foreach (var (mine, theirs) in Best.Zip(other.Best)) mine.Add(theirs);
            NotFinite += other.NotFinite;
            FirstNotFinite = Math.Min(FirstNotFinite, other.FirstNotFinite);
        }

        // A shorter way for what most rows are: float16, compared with one query and not among the best.
        private bool IsScreenedOut(int row)
        {
            if (_queries.Count != 1 || _file.Type != NpyType.Float16 || Best[0].Least is null) return false;
            if (_longWayRows > 0)
            {
                _longWayRows--;
                return false;
            }

            var halves = MemoryMarshal.Cast<byte, ushort>(_file.Bytes(row));
            var sums = _isCosine
                ? HalfSums.Over<Product>(halves, _directions[0])
                : HalfSums.Over<SquaredDifference>(halves, _queries[0]);
            if (sums.IsSlow) _longWayRows = LongWayRows;
            return sums.IsFinite && Screening.IsOrdinary(sums.Squares) && !MayBeBest(0, sums.Squares, sums.Sum);
        }

        private bool MayBeBest(int query, float squares) => MayBeBest(query, squares, _isCosine
            ? Screening.Dot(_directions[query], _row) : Screening.SquaredDistance(_queries[query], _row));

        // False only where the error of float32 cannot be why.
        private bool MayBeBest(int query, float squares, float sum)
        {
            if (Best[query].Least is not { } least) return true;
            return _isCosine
                ? !(sum / Math.Sqrt(squares) < least - (3 * _error))
                : !Screening.IsOrdinary(sum) || sum * (1 - _error) <= (double)least * least * (1 + _error);
        }

        private float Exact(int query, double length) => _isCosine
            ? ExactSums.Cosine(ExactSums.Dot(_queries[query], _row), _lengths[query], length)
            : (float)Math.Sqrt(ExactSums.SquaredDistance(_queries[query], _row));
    }
}
