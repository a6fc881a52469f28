namespace UneXt50.Search;

/// <summary>What is searched for.</summary>
public sealed record NearestOptions
{
    /// <summary>How many rows for each query; 1 or more, all rows where there are fewer.</summary>
    public int Top { get; init; } = 10;

    /// <summary>How alike two vectors are.</summary>
    public SearchMetric Metric { get; init; } = SearchMetric.Cosine;

    /// <summary>Threads to use; 0 for one a processor.</summary>
    public int Threads { get; init; }
}
