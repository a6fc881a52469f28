using UneXt50.Results;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// Found rows as CSV: <c>query,status,rank,row,input,cosine</c> for queries, <c>group,row,input,cosine</c> for groups;
/// the last column is <c>distance</c> by that metric. A query that failed has one row, with the reason as its status
/// and the other columns empty.
/// </summary>
internal sealed class CsvFoundRows : IFoundRowsWriter
{
    private readonly OutputFile _output;
    private readonly bool _ofGroups;
    private readonly CsvRows _rows;

    public CsvFoundRows(OutputFile output, SearchMetric metric, bool ofGroups)
    {
        (_output, _ofGroups, _rows) = (output, ofGroups, new CsvRows(output));
        if (ofGroups) _rows.Add("group");
        else _rows.Add("query").Add("status").Add("rank");
        _rows.Add("row").Add("input").Add(metric == SearchMetric.Cosine ? "cosine" : "distance").End();
    }

    public void Write(FoundRows found)
    {
        if (found.Error is { } error)
            _rows.Add(found.Query ?? "").Add(error.Explanation()).AddEmpty(4).End();
        foreach (var (index, row) in found.Rows.Index())
        {
            if (_ofGroups) _rows.Add(found.Group ?? 0);
            else _rows.Add(found.Query ?? "").Add("ok").Add(index + 1);
            _rows.Add(row.Row).Add(row.Input ?? "").Add(row.Value).End();
        }
    }

    public void Complete() => _output.Complete();

    public void Dispose() => _output.Dispose();
}
