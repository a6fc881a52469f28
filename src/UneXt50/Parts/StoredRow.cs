namespace UneXt50.Parts;

/// <summary>Where the rows of one input stand in the files of an earlier output.</summary>
internal readonly record struct StoredRow(long TextOffset, int TextLength, long ValuesOffset);
