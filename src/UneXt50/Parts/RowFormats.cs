using System.Text;
using System.Text.Json;

namespace UneXt50.Parts;

/// <summary>Reads back from the rows of an input whose they are.</summary>
internal static class RowFormats
{
    /// <summary>What the format is called among the options of a record.</summary>
    public const string Option = "format";

    /// <exception cref="FormatException">There is no such format.</exception>
    public static RowFormat Parse(string word) => word switch
    {
        "npy" => RowFormat.Npy,
        "csv" => RowFormat.Csv,
        "jsonl" => RowFormat.JsonLines,
        _ => throw new FormatException($"'{word}' is not a format"),
    };

    public static string Word(this RowFormat format) => format switch
    {
        RowFormat.Npy => "npy",
        RowFormat.Csv => "csv",
        _ => "jsonl",
    };

    /// <summary>The input's name, and whether it succeeded.</summary>
    /// <exception cref="FormatException">Those are no rows of this format.</exception>
    public static (string Input, bool Succeeded) Read(this RowFormat format, ReadOnlySpan<byte> rows)
    {
        switch (format)
        {
            case RowFormat.JsonLines:
                return ReadJson(rows);
            case RowFormat.Csv:
                var name = ReadField(ref rows);
                return (name, ReadField(ref rows) == "ok");
            default:
                var row = ReadField(ref rows);
                return (ReadField(ref rows), row.Length > 0);
        }
    }

    private static (string Input, bool Succeeded) ReadJson(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || !json.Read() || !json.ValueTextEquals("input") || !json.Read())
                throw new FormatException("input");
            var name = json.GetString() ?? throw new FormatException("input");
            var hasMore = json.Read() && json.TokenType == JsonTokenType.PropertyName;
            return (name, hasMore && !json.ValueTextEquals("error"));
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            throw new FormatException(damage.Message, damage);
        }
    }

    // The quoting of RFC 4180, as CsvRows writes it.
    private static string ReadField(ref ReadOnlySpan<byte> row)
    {
        var isQuoted = row is [(byte)'"', ..];
        var end = isQuoted ? EndOfQuoted(row) : row.IndexOfAny((byte)',', (byte)'\n');
        if (end < 0 || end >= row.Length) throw new FormatException("a field has no end");
        var text = Encoding.UTF8.GetString(isQuoted ? row[1..(end - 1)] : row[..end]);
        row = row[(end + 1)..];
        return isQuoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private static int EndOfQuoted(ReadOnlySpan<byte> row)
    {
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] != (byte)'"') continue;
            if (i + 1 == row.Length || row[i + 1] != (byte)'"') return i + 1;
            i++;
        }

        return -1;
    }
}

/// <summary>The formats whose rows can be told apart again.</summary>
internal enum RowFormat
{
    /// <summary>An array, with an index of lines <c>row,input,status</c>.</summary>
    Npy,

    /// <summary>Lines <c>input,status,...</c>, one or more for an input.</summary>
    Csv,

    /// <summary>An object for an input, with <c>input</c> first and then <c>error</c> if it failed.</summary>
    JsonLines,
}
