namespace UneXt50.Parts;

/// <summary>An input of a part.</summary>
/// <param name="Position">Its place in the list of all inputs, from 0.</param>
/// <param name="Stored">The number of its stored rows; null when it has to be run.</param>
internal readonly record struct PartInput(long Position, int? Stored);
