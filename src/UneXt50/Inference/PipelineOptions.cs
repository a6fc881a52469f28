using UneXt50.Heads;

namespace UneXt50.Inference;

/// <summary>How many inputs are worked on at once.</summary>
public sealed record PipelineOptions
{
    /// <summary><see cref="Batch"/> for the fastest one, which <see cref="UneXt50Model.Fit"/> finds.</summary>
    public const int FastestBatch = 0;

    /// <summary>
    /// Photos in one run of the network; 1 gives the first result soonest and needs the least memory.
    /// <see cref="FastestBatch"/> has it found by measuring.
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

    /// <summary>
    /// The fastest way through so many photos: with few, all cores on one photo give each answer soonest; with many, a
    /// lane for each core gives all of them soonest.
    /// </summary>
    /// <param name="photos">How many photos there are, as far as that is known beforehand.</param>
    /// <param name="threads">Cores to use; 0 for all of them.</param>
    /// <param name="batch">Photos in one run of the network; anything but 1 excludes lanes.</param>
    /// <param name="onDevice">
    /// Whether a device runs the network: it takes one run at a time, and all cores decode for it.
    /// </param>
    public static PipelineOptions ForPhotos(int photos, int threads = 0, int batch = 1, bool onDevice = false)
    {
        var options = new PipelineOptions { Batch = batch };
        if (onDevice) return options with { DecodeThreads = Cores(threads) };
        return batch == 1 && Many(threads) is > 0 and var many && photos >= many
            ? options with { Lanes = Cores(threads) } : options;
    }

    /// <summary>
    /// From how many photos on it makes no difference how many more there are, to <see cref="ForPhotos"/> and to
    /// <see cref="UneXt50Model.Fit"/>; 0 where none does.
    /// </summary>
    /// <inheritdoc cref="ForPhotos"/>
    public static int Many(int threads = 0, int batch = 1, bool onDevice = false) =>
        batch == FastestBatch ? BatchSearch.Largest
            : Cores(threads) > 1 && batch == 1 && !onDevice ? 2 * Cores(threads) : 0;

    /// <summary><see cref="ModelOptions.Threads"/> of the model that is to be run so: a lane is one thread.</summary>
    /// <param name="threads">Cores to use; 0 for all of them.</param>
    public int ModelThreads(int threads = 0) => Lanes > 1 ? 1 : threads;

    private static int Cores(int threads) => threads > 0 ? threads : Environment.ProcessorCount;
}
