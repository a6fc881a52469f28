using System.Text.Json.Serialization;
using UneXt50.Results;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// Found rows as JSON lines: <c>{"query", "rows": [{"row", "input", "cosine"}]}</c>,
/// <c>{"query", "error", "rows": []}</c> or <c>{"group", "rows"}</c>; with <c>distance</c> instead of <c>cosine</c> by
/// that metric, and without <c>input</c> where rows have no names.
/// </summary>
internal sealed class JsonFoundRows(OutputFile output, SearchMetric metric) : IFoundRowsWriter
{
    public void Write(FoundRows found)
    {
        var isCosine = metric == SearchMetric.Cosine;
        var line = new FoundLine(
            found.Query, found.Group, found.Error?.Explanation(),
            [.. found.Rows.Select(row => new FoundRow(
                row.Row, row.Input, isCosine ? row.Value : null, isCosine ? null : row.Value))]);
        output.WriteLine(CoreJson.ToLine(line, CoreJson.Default.FoundLine));
    }

    public void Complete() => output.Complete();

    public void Dispose() => output.Dispose();

    internal sealed record FoundLine(string? Query, int? Group, string? Error, IReadOnlyList<FoundRow> Rows);

    internal sealed record FoundRow(
        [property: JsonPropertyName("row")] int Number, string? Input, float? Cosine, float? Distance);
}
