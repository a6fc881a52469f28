namespace UneXt50.Search;

/// <summary>
/// Which rows hang together, directly or over others: a forest whose trees are the connected components (Tarjan,
/// Efficiency of a Good But Not Linear Set Union Algorithm, 1975). A tree's root is its first row.
/// </summary>
/// <param name="rows">How many rows there are; each is alone at first.</param>
internal sealed class RowGroups(int rows)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, rows)];
    private readonly Lock _gate = new();

    /// <summary>Whether two rows hang together already.</summary>
    public bool AreJoined(int left, int right)
    {
        lock (_gate) return Root(left) == Root(right);
    }

    /// <summary>Joins two rows, and all that hang together with them.</summary>
    public void Join(int left, int right)
    {
        lock (_gate)
        {
            var (first, second) = (Root(left), Root(right));
            _parents[Math.Max(first, second)] = Math.Min(first, second);
        }
    }

    /// <summary>Groups of two rows and more, by their first rows; rows ascend.</summary>
    public IReadOnlyList<int[]> ToList()
    {
        var members = new SortedDictionary<int, List<int>>();
        for (var row = 0; row < rows; row++)
        {
            var root = Root(row);
            if (root == row) continue;
            if (!members.TryGetValue(root, out var group)) members.Add(root, group = [root]);
            group.Add(row);
        }

        return [.. members.Values.Select(group => group.ToArray())];
    }

    private int Root(int row)
    {
        while (_parents[row] != row) row = _parents[row] = _parents[_parents[row]];
        return row;
    }
}
