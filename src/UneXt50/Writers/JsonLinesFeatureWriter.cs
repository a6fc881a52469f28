using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Features as JSON lines: an object per input, in input order, failed ones with <c>error</c> instead of
/// <c>features</c>.
/// </summary>
/// <param name="output">Where to write; disposed with the writer.</param>
/// <param name="normalization">What to do to each vector first.</param>
internal sealed class JsonLinesFeatureWriter(OutputFile output, FeatureNormalization normalization) : IRowWriter
{
    /// <inheritdoc/>
    public void Write(Outcome outcome) => output.WriteLine(FeatureRow.From(outcome, normalization).ToLine());

    /// <inheritdoc/>
    public void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values) => output.Write(text);

    /// <inheritdoc/>
    public void Checkpoint() => output.Checkpoint();

    /// <inheritdoc/>
    public void Complete(RunSummary summary) => output.Complete();

    /// <inheritdoc/>
    public void Dispose() => output.Dispose();
}
