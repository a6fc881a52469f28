using UneXt50.Heads;

namespace UneXt50.Inference;

/// <summary>How many inputs are worked on at once.</summary>
public sealed record PipelineOptions
{
    /// <summary>
    /// Photos in one run of the network; 1 gives the first result soonest and needs the least memory.
    /// </summary>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// Photos that are worked on at the same time, each on one thread from file to answer; batches are of one photo
    /// then. More than 1 is the fastest way through many photos with a model that was loaded with
    /// <see cref="ModelOptions.Threads"/> = 1; each lane needs buffers of its own.
    /// </summary>
    public int Lanes { get; init; } = 1;

    /// <summary>
    /// Models behind the features, each asked about every photo; the caller checks that they fit the backbone.
    /// </summary>
    public IReadOnlyList<HeadModel> Heads { get; init; } = [];

    /// <summary>Photos decoded at the same time, beside the network's own threads; lanes decode their own.</summary>
    public int DecodeThreads { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
}
