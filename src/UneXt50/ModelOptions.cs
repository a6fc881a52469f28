namespace UneXt50;

/// <summary>How a model is run.</summary>
public sealed record ModelOptions
{
    /// <summary>Threads that one inference uses; 0 means one for each core.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Decode every photo at full size. By default a large JPEG is decoded scaled, never below twice the size it is
    /// resized to.
    /// </summary>
    public bool Exact { get; init; }
}
