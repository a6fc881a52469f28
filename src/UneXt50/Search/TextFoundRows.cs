using System.Globalization;
using System.Text;
using UneXt50.Results;

namespace UneXt50.Search;

/// <summary>Found rows for people: a heading, and a line for each row with its value first.</summary>
internal sealed class TextFoundRows(OutputFile output, SearchMetric metric) : IFoundRowsWriter
{
    public void Write(FoundRows found)
    {
        var text = new StringBuilder(TerminalText.Escape(found.Heading)).Append('\n');
        if (found.Error is { } error) text.Append("  ").Append(TerminalText.Escape(error.Explanation())).Append('\n');
        foreach (var row in found.Rows)
            text.Append($"  {Value(row.Value, metric)}  {TerminalText.Escape(row.Shown)}\n");
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        output.Flush();
    }

    public void Complete() => output.Complete();

    public void Dispose() => output.Dispose();

    internal static string Value(float value, SearchMetric metric) => metric == SearchMetric.Cosine
        ? value.ToString("F4", CultureInfo.InvariantCulture) : value.ToString("G5", CultureInfo.InvariantCulture);
}
