using System.Runtime.InteropServices;

namespace UneXt50.Writers;

/// <summary>
/// Streams rows into a numpy <c>.npy</c> file of shape [N, ...row shape]. The number of rows is filled in by
/// <see cref="Checkpoint"/> and <see cref="Complete"/>, which may be called after any row, so an interrupted run still
/// leaves a valid file; memory does not grow with N.
/// </summary>
public sealed class NpyWriter : IDisposable
{
    private readonly OutputFile _output;
    private readonly NpyType _type;
    private readonly int[] _rowShape;
    private readonly int _rowLength;
    private readonly Half[] _halves;

    /// <summary>Writes a header for no rows.</summary>
    /// <param name="output">Where to write, opened seekable; disposed with the writer.</param>
    /// <param name="type">The element type.</param>
    /// <param name="rowShape">The shape of a row, for example [2048].</param>
    /// <exception cref="UneXt50Exception">The disk is full.</exception>
    public NpyWriter(OutputFile output, NpyType type, params ReadOnlySpan<int> rowShape)
    {
        _output = output;
        _type = type;
        _rowShape = rowShape.ToArray();
        _rowLength = _rowShape.Aggregate(1, (product, side) => checked(product * side));
        _halves = type == NpyType.Float16 ? new Half[_rowLength] : [];
        _output.Write(NpyHeader.Encode(_type, 0, _rowShape));
    }

    /// <summary>Rows written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a row.</summary>
    /// <param name="row">The row's values in C order.</param>
    /// <exception cref="ArgumentException">The number of values is not the row shape's.</exception>
    /// <exception cref="UneXt50Exception">The disk is full, or a value is too large for float16.</exception>
    public void Write(ReadOnlySpan<float> row)
    {
        if (row.Length != _rowLength)
        {
            throw new ArgumentException($"a row of {row.Length} values, {_rowLength} expected", nameof(row));
        }

        _output.Write(_type == NpyType.Float32 ? MemoryMarshal.AsBytes(row) : MemoryMarshal.AsBytes(Narrow(row)));
        Count++;
    }

    /// <summary>Appends a row as another array of the same shape and type has it.</summary>
    internal void Copy(ReadOnlySpan<byte> row)
    {
        _output.Write(row);
        Count++;
    }

    /// <summary>
    /// Fills in the number of rows and brings them to the disk; see <see cref="OutputFile.Checkpoint"/>.
    /// </summary>
    /// <exception cref="UneXt50Exception">The disk is full, or the output cannot take its name.</exception>
    public void Checkpoint()
    {
        WriteCount();
        _output.Seek(0, SeekOrigin.End);
        _output.Checkpoint();
    }

    /// <summary>Fills in the number of rows and completes the output.</summary>
    /// <exception cref="UneXt50Exception">The disk is full, or the output cannot take its name.</exception>
    public void Complete()
    {
        WriteCount();
        _output.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private void WriteCount()
    {
        _output.Seek(0, SeekOrigin.Begin);
        _output.Write(NpyHeader.Encode(_type, Count, _rowShape));
    }

    private ReadOnlySpan<Half> Narrow(ReadOnlySpan<float> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            _halves[i] = (Half)row[i];
            if (Half.IsInfinity(_halves[i]) && float.IsFinite(row[i]))
            {
                throw new UneXt50Exception(
                    ErrorKind.Output, _output.Name, $"the value {row[i]} is beyond float16's largest, 65504",
                    "write float32");
            }
        }

        return _halves;
    }
}
