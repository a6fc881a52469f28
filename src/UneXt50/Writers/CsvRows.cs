using System.Globalization;
using System.Text;
using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>
/// Comma-separated rows with the quoting of RFC 4180: a field that holds a comma, quote, CR, LF or an outer space is
/// quoted, quotes in it doubled. UTF-8 without a mark; lines end in LF, as the tools of this system expect.
/// </summary>
internal sealed class CsvRows(OutputFile output)
{
    private readonly StringBuilder _row = new();
    private bool _first = true;

    public CsvRows Add(string field)
    {
        Separate();
        _row.Append(NeedsQuotes(field) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
        return this;
    }

    public CsvRows Add(long number)
    {
        Separate();
        _row.Append(CultureInfo.InvariantCulture, $"{number}");
        return this;
    }

    /// <summary>Adds the shortest decimal that reads back as the same float32.</summary>
    public CsvRows Add(float number)
    {
        Separate();
        _row.Append(CultureInfo.InvariantCulture, $"{number:R}");
        return this;
    }

    public CsvRows AddEmpty(int count = 1)
    {
        for (var i = 0; i < count; i++) Separate();
        return this;
    }

    /// <summary>Adds the names of what <see cref="AddOrigin"/> adds.</summary>
    public CsvRows AddOriginNames(OriginColumns columns)
    {
        if (columns.HasFlag(OriginColumns.Camera)) Add("camera");
        if (columns.HasFlag(OriginColumns.Time)) Add("time");
        if (columns.HasFlag(OriginColumns.Region)) Add("region");
        return this;
    }

    /// <summary>Adds where a frame comes from.</summary>
    public CsvRows AddOrigin(Outcome outcome, OriginColumns columns)
    {
        if (columns.HasFlag(OriginColumns.Camera)) Add(outcome.Capture?.Camera ?? "");
        if (columns.HasFlag(OriginColumns.Time)) Add(outcome.Time ?? "");
        if (columns.HasFlag(OriginColumns.Region)) Add(outcome.Capture?.Region ?? "");
        return this;
    }

    /// <summary>Hands the whole row to the system, so that a reader at the other end sees it at once.</summary>
    public void End()
    {
        output.Write(Encoding.UTF8.GetBytes(_row.Append('\n').ToString()));
        output.Flush();
        _row.Clear();
        _first = true;
    }

    private static bool NeedsQuotes(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") >= 0 || field.StartsWith(' ') || field.EndsWith(' ');

    private void Separate()
    {
        if (!_first) _row.Append(',');
        _first = false;
    }
}
