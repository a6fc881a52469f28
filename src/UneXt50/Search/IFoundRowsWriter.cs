namespace UneXt50.Search;

/// <summary>Writes what a search finds, as it comes.</summary>
public interface IFoundRowsWriter : IDisposable
{
    /// <summary>Writes the rows of the next query or group.</summary>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    void Write(FoundRows found);

    /// <summary>Ends the output, which then has its name; disposed without that, it leaves nothing.</summary>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    void Complete();
}
