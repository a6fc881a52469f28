using System.Text.Json.Serialization;
using UneXt50.Results;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// Found rows as JSON lines: <c>{"query", "rows": [{"row", "input", "cosine"}]}</c>, <c>{"query", "error", "rows":
/// []}</c> or <c>{"group", "rows"}</c>; with <c>distance</c> instead of <c>cosine</c> by that metric, and without
/// <c>input</c> where rows have no names.
/// </summary>
internal sealed class JsonFoundRows(OutputFile output, SearchMetric metric) : IFoundRowsWriter
{
    private readonly JsonLines<Line> _lines = new(output, SearchJson.Default.Line);

    public void Write(FoundRows found)
    {
        var isCosine = metric == SearchMetric.Cosine;
        _lines.Write(new Line(
            found.Query, found.Group, found.Error is { } error ? error.Explanation() : null,
            [.. found.Rows.Select(row => new Row(
                row.Row, row.Input, isCosine ? row.Value : null, isCosine ? null : row.Value))]));
    }

    public void Complete() => output.Complete();

    public void Dispose() => output.Dispose();

    internal sealed record Line(string? Query, int? Group, string? Error, IReadOnlyList<Row> Rows);

    internal sealed record Row(
        [property: JsonPropertyName("row")] int Number, string? Input, float? Cosine, float? Distance);
}
