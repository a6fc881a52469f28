namespace UneXt50.Search;

/// <summary>
/// The best rows so far, at most so many; of two as good as each other the one that comes first is better.
/// </summary>
/// <param name="most">How many are kept; 1 or more.</param>
/// <param name="metric">What their values are.</param>
internal sealed class TopRows(int most, SearchMetric metric)
{
    // The worst one on top.
    private readonly PriorityQueue<Neighbour, Neighbour> _kept =
        new(Comparer<Neighbour>.Create((left, right) => Compare(right, left, metric)));

    /// <summary>The value that the next row must reach; without any, where there is room still.</summary>
    public float? Least => _kept.Count < most ? null : _kept.Peek().Value;

    /// <summary>Keeps a row if it is good enough.</summary>
    public void Add(Neighbour row)
    {
        if (_kept.Count < most) _kept.Enqueue(row, row);
        else if (Compare(row, _kept.Peek(), metric) < 0) _kept.EnqueueDequeue(row, row);
    }

    /// <summary>Keeps what is good enough of what another one keeps.</summary>
    public void Add(TopRows other)
    {
        foreach (var (row, _) in other._kept.UnorderedItems) Add(row);
    }

    /// <summary>What is kept, the best first.</summary>
    public IReadOnlyList<Neighbour> Sorted() =>
        [.. _kept.UnorderedItems.Select(item => item.Element)
            .Order(Comparer<Neighbour>.Create((left, right) => Compare(left, right, metric)))];

    private static int Compare(Neighbour left, Neighbour right, SearchMetric metric)
    {
        var values = metric == SearchMetric.Cosine
            ? right.Value.CompareTo(left.Value) : left.Value.CompareTo(right.Value);
        return values != 0 ? values : left.Row.CompareTo(right.Row);
    }
}
