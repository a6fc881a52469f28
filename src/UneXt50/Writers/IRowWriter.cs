namespace UneXt50.Writers;

/// <summary>A writer that also takes rows which an earlier output of the same format and options already has.</summary>
internal interface IRowWriter : IResultWriter
{
    /// <summary>Adds what an earlier output has of one input.</summary>
    /// <param name="text">Its lines of text, each with its end: all of them, or of an array those of the index.</param>
    /// <param name="values">Its row of an array; empty where there is none.</param>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    void Copy(ReadOnlySpan<byte> text, ReadOnlySpan<byte> values);
}
