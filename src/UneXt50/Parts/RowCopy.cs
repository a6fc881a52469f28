using UneXt50.Writers;

namespace UneXt50.Parts;

/// <summary>Rows of parts into an output of their format.</summary>
internal sealed class RowCopy : IDisposable
{
    private readonly OutputFile _rows;
    private readonly NpyFeatureWriter? _array;

    private RowCopy(OutputFile rows, NpyFeatureWriter? array) => (_rows, _array) = (rows, array);

    /// <param name="output">Where to.</param>
    /// <param name="like">A part; they all have its shape and header.</param>
    public static RowCopy Open(PartOutput output, PartReader like)
    {
        if (output.Array is { } array)
        {
            return new RowCopy(output.Rows, new NpyFeatureWriter(
                new NpyWriter(array, like.Type, like.Width), output.Rows, FeatureNormalization.None,
                like.Record.HasFilms ? OriginColumns.Time : OriginColumns.None));
        }

        output.Rows.Write(like.Header);
        return new RowCopy(output.Rows, null);
    }

    public void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values)
    {
        if (_array is null) _rows.Write(text);
        else _array.Copy(text, values);
    }

    public void Complete()
    {
        if (_array is null) _rows.Complete();
        else _array.Complete();
    }

    public void Dispose() => _array?.Dispose();
}
