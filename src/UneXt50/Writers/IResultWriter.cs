using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>Puts outcomes into one output format. Outcomes come in the order of the inputs.</summary>
public interface IResultWriter : IDisposable
{
    /// <summary>Adds one outcome.</summary>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    void Write(Outcome outcome);

    /// <summary>
    /// Brings the outcomes so far to the disk, where they outlive whatever ends the process: the output takes its name
    /// the first time, and grows under it from then on. A format that is one document appears at its end only.
    /// </summary>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    void Checkpoint();

    /// <summary>
    /// Ends the output and puts it in its place. Called also after an interruption, with the outcomes so far; of a
    /// writer disposed without it stays what the last checkpoint has brought to the disk, or nothing.
    /// </summary>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    void Complete(RunSummary summary);
}

/// <summary>A writer that also takes rows which an earlier output of the same format and options already has.</summary>
internal interface IRowWriter : IResultWriter
{
    /// <summary>Adds what an earlier output has of one input.</summary>
    /// <param name="text">Its lines of text, each with its end: all of them, or of an array those of the index.</param>
    /// <param name="values">Its row of an array; empty where there is none.</param>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values);
}
