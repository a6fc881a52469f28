namespace UneXt50.Search;

/// <summary>What counts as a duplicate.</summary>
public sealed record DuplicateOptions
{
    /// <summary>Two rows are duplicates when their cosine is this or more; -1 to 1.</summary>
    public float Threshold { get; init; } = 0.98f;

    /// <summary>Threads to use; 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>Told how far the search is, from 0 to 1, on any of its threads; null for nobody.</summary>
    public IProgress<double>? Progress { get; init; }
}
