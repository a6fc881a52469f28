using System.Collections;

namespace UneXt50.Cli.Runs;

/// <summary>A sequence whose first items are looked at before it is gone through, without asking for them twice.</summary>
internal sealed class ReadAhead<T> : IEnumerable<T>, IDisposable
{
    private readonly IEnumerator<T> _items;

    /// <param name="items">The sequence; asked for its first items at once.</param>
    /// <param name="most">How many of them.</param>
    public ReadAhead(IEnumerable<T> items, int most)
    {
        _items = items.GetEnumerator();
        var first = new List<T>();
        while (first.Count < most && _items.MoveNext()) first.Add(_items.Current);
        First = first;
    }

    /// <summary>The first items.</summary>
    public IReadOnlyList<T> First { get; }

    /// <summary>All items; once.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in First) yield return item;
        while (_items.MoveNext()) yield return _items.Current;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _items.Dispose();
}
