namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>How often something is measured.</summary>
public sealed record RunLength
{
    /// <summary>At most this many runs of each contender, at least 1.</summary>
    public int Runs { get; init; } = 50;

    /// <summary>No new run once this time has passed; null for no such end. One run is always made.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Runs before those that count.</summary>
    public int WarmUp { get; init; } = 5;
}
