namespace UneXt50.Search;

/// <summary>
/// Any number of queries, one after the other, some hundreds of them in each pass over the file. A query that failed,
/// or does not fit the file, costs its own answer only.
/// </summary>
/// <param name="file">The rows.</param>
/// <param name="options">How many rows, and by which metric.</param>
public sealed class NearestSearch(FeatureFile file, NearestOptions options)
{
    private const int QueriesInPass = 256;

    private readonly RowNames _names = RowNames.Of(file);

    /// <summary>What the last pass has left out; null before the first.</summary>
    public UneXt50Exception? LeftOut { get; private set; }

    /// <summary>The rows nearest to each query, in the order of the queries.</summary>
    /// <param name="queries">Taken some hundreds at a time.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="UneXt50Exception">The index beside the file is damaged (Input).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<FoundRows> Run(IEnumerable<Query> queries, CancellationToken cancellation = default)
    {
        foreach (var batch in queries.Select(Checked).Chunk(QueriesInPass))
        {
            var vectors = batch.Select(query => query.Vector).OfType<float[]>().ToList();
            var found = new Queue<IReadOnlyList<Neighbour>>();
            if (vectors.Count > 0)
            {
                var nearest = NearestRows.Find(file, vectors, options, cancellation);
                foreach (var rows in nearest.Found) found.Enqueue(rows);
                LeftOut = Unfit.Rows(file, _names, nearest.NotFinite, nearest.FirstNotFinite);
            }

            var names = _names.Of(found.SelectMany(rows => rows.Select(row => row.Row)).ToHashSet());
            foreach (var query in batch)
            {
                yield return new FoundRows(query.Name, null, query.Vector is null
                    ? [] : [.. found.Dequeue().Select(row => NamedRow.Of(row, names))], query.Error);
            }
        }
    }

    private Query Checked(Query query)
    {
        if (query.Vector is not { } vector) return query;
        var error = vector.Length != file.Width ? Unfit.Width(query.Name, vector.Length, file)
            : vector.All(float.IsFinite) ? null : Unfit.Numbers(query.Name);
        return error is null ? query : new Query(query.Name, null, error);
    }
}
