using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Features as CSV with the header <c>input,status,f0,f1,...</c>: a row per input, in input order. Numbers are the
/// shortest decimals that read back as the same float32; a failed input has its features empty and <c>status</c> says
/// what went wrong, otherwise <c>ok</c>. Rows of a camera end with
/// <c>camera,time</c>.
/// </summary>
internal sealed class CsvFeatureWriter : IRowWriter
{
    private readonly OutputFile _output;
    private readonly int _width;
    private readonly OriginColumns _origin;
    private readonly FeatureNormalization _normalization;
    private readonly CsvRows _rows;

    /// <summary>Writes the header.</summary>
    /// <param name="output">Where to write; disposed with the writer.</param>
    /// <param name="width">Length D of a feature vector.</param>
    /// <param name="normalization">What to do to each vector first.</param>
    /// <param name="origin">What rows say of where a frame comes from.</param>
    public CsvFeatureWriter(
        OutputFile output, int width, FeatureNormalization normalization, OriginColumns origin = OriginColumns.None)
    {
        _output = output;
        (_width, _origin) = (width, origin);
        _normalization = normalization;
        _rows = new CsvRows(output);
        _rows.Add("input").Add("status");
        for (var i = 0; i < width; i++) _rows.Add($"f{i}");
        _rows.AddOriginNames(origin).End();
    }

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        _rows.Add(outcome.Input).Add(outcome.Status());
        if (outcome.Prediction is { } prediction)
        {
            foreach (var value in _normalization.Apply(prediction.Features)) _rows.Add(value);
        }
        else
        {
            _rows.AddEmpty(_width);
        }

        _rows.AddOrigin(outcome, _origin).End();
    }

    /// <inheritdoc/>
    public void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values) => _output.Write(text);

    /// <inheritdoc/>
    public void Checkpoint() => _output.Checkpoint();

    /// <inheritdoc/>
    public void Complete(RunSummary summary) => _output.Complete();

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();
}
