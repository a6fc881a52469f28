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
    private readonly bool _ofCamera;
    private readonly FeatureNormalization _normalization;
    private readonly CsvRows _rows;

    /// <summary>Writes the header.</summary>
    /// <param name="output">Where to write; disposed with the writer.</param>
    /// <param name="width">Length D of a feature vector.</param>
    /// <param name="normalization">What to do to each vector first.</param>
    /// <param name="ofCamera">Whether rows say camera and time.</param>
    public CsvFeatureWriter(OutputFile output, int width, FeatureNormalization normalization, bool ofCamera = false)
    {
        _output = output;
        (_width, _ofCamera) = (width, ofCamera);
        _normalization = normalization;
        _rows = new CsvRows(output);
        _rows.Add("input").Add("status");
        for (var i = 0; i < width; i++) _rows.Add($"f{i}");
        if (ofCamera) _rows.AddCaptureNames();
        _rows.End();
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

        if (_ofCamera) _rows.AddCapture(outcome);
        _rows.End();
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
