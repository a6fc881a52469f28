namespace UneXt50.Cameras.Metrics;

/// <summary>
/// Counts by class, of so many classes that a monitor can bear: the classes beyond that are counted together. Not for
/// several threads at once.
/// </summary>
internal sealed class LabelCounts
{
    /// <summary>The classes that have a count of their own: the first that come.</summary>
    public const int Most = 100;

    /// <summary>What stands for all other classes.</summary>
    public const string Others = "(others)";

    private readonly Dictionary<string, long> _counts = [];

    public void Add(string label)
    {
        var key = _counts.Count < Most || _counts.ContainsKey(label) ? label : Others;
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    public void WriteTo(PrometheusText text)
    {
        text.Family("unext50_answers_total", "counter", "Results by best class.");
        foreach (var (label, count) in _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Sample(count, ("label", label));
        }
    }
}
