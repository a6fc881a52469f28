using System.Globalization;
using System.Text;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// What the rows of <c>all.npy</c> are called: the inputs in <c>all.index.csv</c> beside it, where there is one. They
/// stay in their file, so that a million of them need no memory.
/// </summary>
public sealed class RowNames
{
    private const int LongestField = 1 << 20;

    private readonly string? _index;
    private readonly int _rows;

    private RowNames(string? index, int rows) => (_index, _rows) = (index, rows);

    /// <summary>Whether there are names; without, a row has its number only.</summary>
    public bool Any => _index is not null;

    /// <summary>The names of a file's rows.</summary>
    public static RowNames Of(FeatureFile file)
    {
        var index = FeatureWriter.IndexOf(file.Path);
        return new RowNames(index != file.Path && File.Exists(index) ? index : null, file.Rows);
    }

    /// <summary>The names of some rows; none where there is no index.</summary>
    /// <exception cref="UneXt50Exception">The index is damaged, or that of another array (Input).</exception>
    public IReadOnlyDictionary<int, string> Of(IReadOnlySet<int> rows)
    {
        if (_index is null || rows.Count == 0) return new Dictionary<int, string>();
        return InputFile.Read(_index, ErrorKind.Input, stream => Names(stream).Index()
            .Where(row => rows.Contains(row.Index)).ToDictionary(row => row.Index, row => row.Item));
    }

    /// <summary>The name of each row in turn, read as it is asked for; "row 3" where there is no index.</summary>
    /// <param name="otherwise">What a row without a name is called.</param>
    /// <exception cref="UneXt50Exception">As for <see cref="Of(IReadOnlySet{int})"/>.</exception>
    public IEnumerable<string> InTurn(Func<int, string> otherwise)
    {
        if (_index is null)
        {
            for (var row = 0; row < _rows; row++) yield return otherwise(row);
            yield break;
        }

        using var stream = InputFile.Read(_index, ErrorKind.Input, stream =>
            new FileStream(ReadableFile.Open(_index), FileAccess.Read));
        foreach (var name in Names(stream)) yield return name;
    }

    private IEnumerable<string> Names(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var fields = new List<string>();
        if (!ReadRecord(reader, fields) || fields is not ["row", "input", ..])
            throw Refused("it does not begin with row,input");
        var row = 0;
        while (ReadRecord(reader, fields))
        {
            if (fields.Count < 2) throw Refused($"a line has {fields.Count} fields");
            if (fields[0].Length == 0) continue; // an input that failed
            if (fields[0] != row.ToString(CultureInfo.InvariantCulture))
                throw Refused($"'{fields[0]}' stands where row {row} should");
            if (++row > _rows) throw Refused($"it names more than the {_rows} rows of the array");
            yield return fields[1];
        }

        if (row < _rows) throw Refused($"it names {row} rows, and the array has {_rows}");
    }

    // The quoting of RFC 4180.
    private bool ReadRecord(StreamReader reader, List<string> fields)
    {
        fields.Clear();
        if (reader.Peek() < 0) return false;
        var (field, isQuoted) = (new StringBuilder(), false);
        while (true)
        {
            var next = reader.Read();
            if (field.Length > LongestField || (next < 0 && isQuoted)) throw Refused("a field has no end");
            if (isQuoted && next == '"' && reader.Peek() == '"') field.Append((char)reader.Read());
            else if (next == '"') isQuoted = !isQuoted;
            else if (isQuoted || next is not (< 0 or '\n' or ',' or '\r')) field.Append((char)next);
            else if (next != '\r')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (next != ',') return true;
            }
        }
    }

    private UneXt50Exception Refused(string problem) => new(
        ErrorKind.Input, _index!, $"it does not fit the array ({problem})",
        $"move it away to have rows without names, or write both again with {Setting.WriteFeatures}");
}
