using UneXt50.Writers;

namespace UneXt50.Parts;

/// <summary>
/// The rows of an earlier output, by the names of their inputs, checked against its record. They stay in their files
/// until they are copied: 100,000 of them need their names and a few numbers.
/// </summary>
internal sealed class StoredRows : IDisposable
{
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<StoredRow> _stored = [];
    private readonly List<bool> _isCopied = [];
    private readonly FileStream _text;
    private readonly FileStream? _array;
    private readonly byte[] _values;
    private byte[] _buffer = [];

    private StoredRows(PartPaths paths, PartReader reader, int valuesLength)
    {
        while (Next(reader) is { } row)
        {
            if (!reader.Succeeded || !_byName.TryAdd(reader.Input, _stored.Count)) continue;
            _stored.Add(row);
            _isCopied.Add(false);
        }

        reader.Finish();
        _text = File.OpenRead(paths.Rows);
        _array = paths.Array is null ? null : File.OpenRead(paths.Array);
        _values = new byte[valuesLength];
    }

    /// <summary>Inputs that have their rows.</summary>
    public int Count => _stored.Count;

    /// <summary>Opens an output.</summary>
    /// <exception cref="UneXt50Exception">It is not what its record says (Output).</exception>
    public static StoredRows Open(PartPaths paths, RunRecord record)
    {
        using var reader = PartReader.Open(paths, record);
        return new StoredRows(paths, reader, reader.ValuesLength);
    }

    /// <summary>
    /// The number of the input of this name; null if it has no rows, having failed or not been there.
    /// </summary>
    public int? Find(string name) => _byName.TryGetValue(name, out var number) ? number : null;

    /// <summary>Copies the rows of an input.</summary>
    public void Copy(int number, IRowWriter writer)
    {
        var row = _stored[number];
        if (_buffer.Length < row.TextLength) _buffer = new byte[row.TextLength];
        Read(_text, row.TextOffset, _buffer.AsSpan(0, row.TextLength));
        if (_array is not null) Read(_array, row.ValuesOffset, _values);
        writer.Copy(_buffer.AsSpan(0, row.TextLength), _values);
        _isCopied[number] = true;
    }

    /// <summary>The numbers of those that have not been copied, in their order.</summary>
    public IEnumerable<int> NotCopied() => Enumerable.Range(0, Count).Where(number => !_isCopied[number]);

    public void Dispose()
    {
        _text.Dispose();
        _array?.Dispose();
    }

    private static StoredRow? Next(PartReader reader)
    {
        var (text, values) = (reader.TextOffset, reader.ValuesOffset);
        return reader.Next() ? new StoredRow(text, reader.Text.Length, values) : null;
    }

    private static void Read(FileStream file, long offset, Span<byte> destination)
    {
        file.Position = offset;
        file.ReadExactly(destination);
    }
}

/// <summary>Where the rows of one input stand in the files of an earlier output.</summary>
internal readonly record struct StoredRow(long TextOffset, int TextLength, long ValuesOffset);
