using UneXt50.Inference;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>What is to be measured.</summary>
public sealed record BenchmarkRequest
{
    /// <summary>The model file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>A model to hold against it, in turns; null for none.</summary>
    public string? OtherPath { get; init; }

    /// <summary>Whether the model is held against itself on the other engine, instead of another model.</summary>
    public bool CompareEngines { get; init; }

    /// <summary>
    /// Whether the model is measured on the CPU and held against itself on each provider of <see cref="Profile"/>,
    /// instead of another model.
    /// </summary>
    public bool CompareProviders { get; init; }

    /// <summary>The photos, taken again and again; at least one. See <see cref="SyntheticPhoto"/>.</summary>
    public required IReadOnlyList<Frame> Photos { get; init; }

    /// <summary>Numbers of threads of the network, each 1 or more; all but the sweep uses the first.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1];

    /// <summary>
    /// Photos in one run, each 1 or more; all but the sweep uses single photos. Alone,
    /// <see cref="PipelineOptions.FastestBatch"/> has the fastest one found: the sweep has all that were tried, and the
    /// throughput is that of the one found.
    /// </summary>
    public IReadOnlyList<int> Batches { get; init; } = [1];

    /// <summary>How models are run, but for the number of threads.</summary>
    public ModelOptions Profile { get; init; } = new();

    /// <summary>How often each thing is measured.</summary>
    public RunLength Length { get; init; } = new();

    /// <summary>What is started for the cold start; null leaves that out.</summary>
    public FreshCommands? Fresh { get; init; }

    /// <summary>
    /// How many processes are started for each figure of the cold start, and how often models are loaded.
    /// </summary>
    public int Starts { get; init; } = 5;

    internal ModelOptions Options => Profile with
    {
        Threads = Threads[0],
        LargestBatch = Batches.DefaultIfEmpty(1).Max(), // or what stands for the fastest
        Providers = CompareProviders ? [] : Profile.Providers,
    };

    internal bool FindsBatch => Batches is [PipelineOptions.FastestBatch];

    internal bool Sweeps => Threads.Count > 1 || Batches.Any(batch => batch > 1);
}

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
