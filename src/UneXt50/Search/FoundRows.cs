namespace UneXt50.Search;

/// <summary>Rows that belong together: those nearest to a query, or a group of duplicates.</summary>
/// <param name="Query">What they were searched by; null for duplicates.</param>
/// <param name="Group">The number of the group, from 1; null for a query.</param>
/// <param name="Rows">The rows; none where the query failed.</param>
/// <param name="Error">Why the query failed, or null.</param>
public sealed record FoundRows(string? Query, int? Group, IReadOnlyList<NamedRow> Rows, UneXt50Exception? Error = null)
{
    /// <summary>What heads them in text and on a page.</summary>
    internal string Heading => Query ?? FormattableString.Invariant($"group {Group}: {Rows.Count} rows");
}
