namespace UneXt50.Search;

/// <summary>A row that was found, with its name.</summary>
/// <param name="Row">Which one, from 0.</param>
/// <param name="Input">The input it came from; null where no index names it.</param>
/// <param name="Value">The cosine or the distance, by the metric.</param>
public sealed record NamedRow(int Row, string? Input, float Value)
{
    /// <summary>What people see.</summary>
    internal string Shown => Input ?? FormattableString.Invariant($"row {Row}");

    /// <summary>Names a row.</summary>
    internal static NamedRow Of(Neighbour row, IReadOnlyDictionary<int, string> names) =>
        new(row.Row, names.GetValueOrDefault(row.Row), row.Value);
}
