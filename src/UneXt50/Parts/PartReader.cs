using System.IO.Hashing;
using UneXt50.Writers;

namespace UneXt50.Parts;

/// <summary>
/// Reads an output from its first input to its last and checks that its files are what the record says. All that is
/// read is to be forgotten when <see cref="Finish"/> refuses it in the end.
/// </summary>
internal sealed class PartReader : IDisposable
{
    private readonly PartPaths _paths;
    private readonly FileStream _rows;
    private readonly FileStream? _array;
    private readonly XxHash128 _rowsHash = new();
    private readonly XxHash128 _arrayHash = new();
    private readonly byte[] _values = [];
    private readonly long _valuesCount;
    private readonly long _arrayLength;
    private readonly RowFormat _format;
    private byte[] _text = [];
    private int _read;

    private PartReader(PartPaths paths, RunRecord record)
    {
        (_paths, Record, _format) = (paths, record, record.Format);
        _rows = new FileStream(ReadableFile.Open(paths.Rows), FileAccess.Read, 1 << 16);
        try
        {
            var whole = record.Checkpoint?.Rows ?? _rows.Length;
            if (whole > _rows.Length) throw Damaged("it is shorter");
            var header = whole - record.Lengths.Sum(length => (long)length);
            if (header is < 0 or > int.MaxValue) throw Damaged("its length differs");
            Header = new byte[header];
            _rows.ReadExactly(Header);
            _rowsHash.Append(Header);
            if (paths.Array is null) return;

            _array = new FileStream(ReadableFile.Open(paths.Array), FileAccess.Read, 1 << 16);
            (Type, _valuesCount, var shape) = NpyHeader.Decode(_array);
            Width = shape is [var width] ? width : throw new FormatException("the shape of the array");
            _values = new byte[Width * (Type == NpyType.Float32 ? sizeof(float) : sizeof(float) / 2)];
            // Of a run that went on the header may count rows that came after the record.
            _arrayLength = record.Checkpoint?.Array ?? _array.Position + (_valuesCount * _values.Length);
            if (record.Checkpoint is null ? _array.Length != _arrayLength : _array.Length < _arrayLength)
                throw Damaged("the array's length differs");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The output, as the user named it.</summary>
    public string Output => _paths.Output;

    public RunRecord Record { get; }

    /// <summary>What the text begins with, before the first input.</summary>
    public byte[] Header { get; }

    /// <summary>Values in a row of the array; 0 without one.</summary>
    public int Width { get; }

    /// <summary>Bytes of such a row.</summary>
    public int ValuesLength => _values.Length;

    /// <summary>The element type of the array.</summary>
    public NpyType Type { get; }

    /// <summary>The text of the input that was read last.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, Record.Lengths[_read - 1]);

    /// <summary>Its row of the array; empty where it has none.</summary>
    public ReadOnlySpan<byte> Values => _array is not null && Succeeded ? _values : [];

    /// <summary>Its place in the list of all inputs; for a part that is complete.</summary>
    public long Position => Record.Positions![_read - 1];

    /// <summary>Its name.</summary>
    public string Input { get; private set; } = "";

    /// <summary>Whether it did not fail.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>Where the next input's text begins.</summary>
    public long TextOffset => _rows.Position;

    /// <summary>Where the next row of the array begins.</summary>
    public long ValuesOffset => _array?.Position ?? 0;

    /// <param name="paths">The files.</param>
    /// <param name="record">What they must be.</param>
    /// <exception cref="UneXt50Exception">They are missing, or plainly something else (Output).</exception>
    public static PartReader Open(PartPaths paths, RunRecord record) =>
        Guard(paths, () => new PartReader(paths, record));

    /// <summary>Reads the next input; false after the last.</summary>
    /// <exception cref="UneXt50Exception">The files are damaged (Output).</exception>
    public bool Next()
    {
        if (_read == Record.Lengths.Count) return false;
        return Guard(_paths, () =>
        {
            var length = Record.Lengths[_read++];
            if (_text.Length < length) _text = new byte[length];
            _rows.ReadExactly(_text, 0, length);
            _rowsHash.Append(Text);
            (Input, Succeeded) = _format.Read(Text);
            if (Values.IsEmpty) return true;
            _array!.ReadExactly(_values);
            _arrayHash.Append(_values);
            return true;
        });
    }

    /// <summary>Compares the checksums, when everything has been read.</summary>
    /// <exception cref="UneXt50Exception">They differ (Output).</exception>
    public void Finish()
    {
        if (HexOf(_rowsHash) != Record.RowsDigest) throw Damaged("its checksum differs");
        if (_array is null) return;
        if (_array.Position != _arrayLength || HexOf(_arrayHash) != Record.ArrayDigest)
            throw Damaged("the array's checksum differs");
    }

    /// <summary>The error for an output that is not what its record says.</summary>
    public UneXt50Exception Damaged(string problem) => PartErrors.Damaged(_paths, problem);

    public void Dispose()
    {
        _rows.Dispose();
        _array?.Dispose();
    }

    private static string HexOf(XxHash128 hash) => Convert.ToHexStringLower(hash.GetCurrentHash());

    private static T Guard<T>(PartPaths paths, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damage) when (damage is FormatException or OverflowException or IOException
            or UnauthorizedAccessException)
        {
            throw Scarcity.Of(paths.Output, damage) ?? PartErrors.Damaged(paths, damage.Message, damage);
        }
    }
}
