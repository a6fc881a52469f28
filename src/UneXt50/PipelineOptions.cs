using UneXt50.Heads;

namespace UneXt50;

/// <summary>How many inputs are worked on at once.</summary>
public sealed record PipelineOptions
{
    /// <summary>Photos in one run of the network; 1 gives the first result soonest and needs the least memory.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Models behind the features, each asked about every photo; the caller checks that they fit the trunk.</summary>
    public IReadOnlyList<DownstreamModel> Heads { get; init; } = [];

    /// <summary>Photos decoded at the same time, beside the network's own threads.</summary>
    public int DecodeThreads { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
}
