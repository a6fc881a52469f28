using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Classes as JSON lines: an object per input, in input order, failed ones with <c>error</c> instead of
/// <c>classes</c>.
/// </summary>
/// <param name="output">Where to write; disposed with the writer.</param>
/// <param name="options">Which classes to report.</param>
internal sealed class JsonLinesClassificationWriter(OutputFile output, ClassificationOptions options) : IRowWriter
{
    /// <inheritdoc/>
    public void Write(Outcome outcome) => output.WriteLine(ClassificationRow.Line(outcome, options));

    /// <inheritdoc/>
    public void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values) => output.Write(text);

    /// <inheritdoc/>
    public void Checkpoint() => output.Checkpoint();

    /// <inheritdoc/>
    public void Complete(RunSummary summary) => output.Complete();

    /// <inheritdoc/>
    public void Dispose() => output.Dispose();
}
