namespace UneXt50.Sources;

/// <summary>One named input, read only when its turn comes.</summary>
/// <param name="name">What results and messages call it.</param>
/// <param name="read">
/// Delivers the encoded bytes; throws <see cref="UneXt50Exception"/> of kind <see cref="ErrorKind.Input"/>.
/// </param>
public sealed class Photo(string name, Func<ReadOnlyMemory<byte>> read)
{
    /// <summary>What results and messages call it.</summary>
    public string Name { get; } = name;

    /// <summary>Reads the whole input.</summary>
    /// <exception cref="UneXt50Exception">It is missing, unreadable, empty or too large.</exception>
    public Frame Read() => new(Name, read());
}
