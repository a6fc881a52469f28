using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// A training that ends in files: the head, and beside it the features it was trained from. Both take their names when
/// both are complete; until then whatever was there stays.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private readonly OutputFile _head;
    private readonly OutputFile _cache;

    private TrainingRun(OutputFile head, OutputFile cache) => (_head, _cache) = (head, cache);

    /// <summary>Opens the outputs. To be called before any work, so that a bad path is refused at once.</summary>
    /// <param name="path">The head to appear.</param>
    /// <exception cref="UneXt50Exception">It cannot be written (Output).</exception>
    public static TrainingRun Open(string path)
    {
        OutputNames.RequireNoNode(HeadFile.CacheOf(path));
        var head = OutputFile.Create(path);
        try
        {
            return head.IsFile
                ? new TrainingRun(head, OutputFile.Create(HeadFile.CacheOf(path)))
                : throw new UneXt50Exception(
                    ErrorKind.Output, path, "a head has a second file beside it", "name a file");
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>Trains, and writes both files.</summary>
    /// <param name="features">The photos to learn from.</param>
    /// <param name="options">The method.</param>
    /// <param name="skipped">Photos that failed, for the report.</param>
    /// <param name="cancellation">Stops within a second or two; nothing has changed then.</param>
    /// <returns>The head, which is the caller's to dispose.</returns>
    /// <exception cref="UneXt50Exception">The photos make no training set, or the files cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public LinearHead Run(
        FeatureCache features, TrainingOptions options, IReadOnlyList<SkippedPhoto> skipped,
        CancellationToken cancellation = default)
    {
        var set = new TrainingSet(features.Photos, features.BackboneSha256);
        var head = LinearHead.Train(set, options, skipped, cancellation);
        try
        {
            head.Save(_head);
            new FeatureCache(features.BackboneSha256, features.Exact, set.Photos).Write(_cache);
            UnfinishedWork.Commit(() =>
            {
                _cache.Complete();
                _head.Complete();
            });
            return head;
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _head.Dispose();
        _cache.Dispose();
    }
}
