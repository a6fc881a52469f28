namespace UneXt50;

/// <summary>How a model is run.</summary>
public sealed record ModelOptions
{
    /// <summary>Threads that one inference uses; 0 means one for each core.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What computes the network.</summary>
    public InferenceEngine Engine { get; init; }

    /// <summary>
    /// Decode every photo at full size. By default a large JPEG is decoded scaled, never below twice the size it is
    /// resized to.
    /// </summary>
    public bool Exact { get; init; }

    /// <summary>
    /// Run in as little memory as possible, for boards with 512 MB: weights are used as they lie in the file, from
    /// where the kernel may read them again, not in a copy arranged for speed. An inference takes about 1.7 times the
    /// instructions on a Cortex-A76 and 2.6 times on a Cortex-A72; on x64 the last digits of results may differ.
    /// </summary>
    public bool LowMemory { get; init; }

    /// <summary>
    /// A folder in which the graph as optimized for this machine is kept between runs, and made when missing; null for
    /// none. Nothing in it is needed: what is missing, damaged or writable by other users is not used.
    /// </summary>
    public string? CacheFolder { get; init; }
}
