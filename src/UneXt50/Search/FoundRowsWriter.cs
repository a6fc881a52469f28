namespace UneXt50.Search;

/// <summary>Opens outputs for what a search finds.</summary>
public static class FoundRowsWriter
{
    /// <summary>Opens <paramref name="path"/> ("-" is standard output) before any work is done.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="format">How to write.</param>
    /// <param name="metric">What the values are.</param>
    /// <param name="ofGroups">Whether groups of duplicates are written, not the rows nearest to queries.</param>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    public static IFoundRowsWriter Create(string path, FoundRowsFormat format, SearchMetric metric, bool ofGroups) =>
        format switch
        {
            FoundRowsFormat.Text => new TextFoundRows(OutputFile.Create(path), metric),
            FoundRowsFormat.JsonLines => new JsonFoundRows(OutputFile.Create(path), metric),
            FoundRowsFormat.Csv => new CsvFoundRows(OutputFile.Create(path), metric, ofGroups),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
}
