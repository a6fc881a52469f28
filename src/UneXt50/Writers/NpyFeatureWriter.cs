using System.Globalization;
using System.Text;
using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Features as a numpy array [N, D] with the rows of the inputs that succeeded, in input order, and beside
/// <c>vec.npy</c> a <c>vec.index.csv</c> with the header <c>row,input,status</c> that lists every input: its row,
/// counted from 0, and <c>ok</c>, or an empty row and what went wrong. Rows of a camera end with
/// <c>camera,time</c>. Standard output and pipes get the array alone.
/// </summary>
internal sealed class NpyFeatureWriter : IRowWriter
{
    private readonly NpyWriter _array;
    private readonly OutputFile? _indexFile;
    private readonly CsvRows? _index;
    private readonly FeatureNormalization _normalization;
    private readonly OriginColumns _origin;

    /// <summary>Writes the index's header.</summary>
    /// <param name="array">The array of rows of length D; disposed with the writer.</param>
    /// <param name="indexFile">The index, or null for none; disposed with the writer.</param>
    /// <param name="normalization">What to do to each vector first.</param>
    /// <param name="origin">What rows say of where a frame comes from.</param>
    public NpyFeatureWriter(
        NpyWriter array, OutputFile? indexFile, FeatureNormalization normalization,
        OriginColumns origin = OriginColumns.None)
    {
        _array = array;
        _indexFile = indexFile;
        (_normalization, _origin) = (normalization, origin);
        if (indexFile is null) return;
        _index = new CsvRows(indexFile);
        _index.Add("row").Add("input").Add("status");
        _index.AddOriginNames(origin).End();
    }

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        if (outcome.Prediction is { } prediction)
        {
            _index?.Add(_array.Count);
            _array.Write(_normalization.Apply(prediction.Features));
        }
        else
        {
            _index?.AddEmpty();
        }

        _index?.Add(outcome.Input).Add(outcome.Status());
        _index?.AddOrigin(outcome, _origin);
        _index?.End();
    }

    /// <inheritdoc/>
    public void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values)
    {
        if (values.IsEmpty)
        {
            _indexFile?.Write(text);
            return;
        }

        // Its place here is another one.
        _indexFile?.Write(Encoding.ASCII.GetBytes(_array.Count.ToString(CultureInfo.InvariantCulture)));
        _indexFile?.Write(text[text.IndexOf((byte)',')..]);
        _array.Copy(values);
    }

    /// <inheritdoc/>
    public void Checkpoint()
    {
        // As in Complete: a row of the array is not there before its line of the index.
        _indexFile?.Checkpoint();
        _array.Checkpoint();
    }

    /// <inheritdoc/>
    public void Complete(RunSummary summary) => Complete();

    /// <summary>Ends index and array.</summary>
    public void Complete()
    {
        // The array last: once it has its name, its index is there.
        _indexFile?.Complete();
        _array.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _indexFile?.Dispose();
        _array.Dispose();
    }
}
