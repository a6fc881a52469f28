using UneXt50.Heads;
using UneXt50.Inference;
using UneXt50.Sources;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// Features of the photos of a training folder: from the cache where it knows them, else from the backbone.
/// </summary>
public sealed class FeaturePass
{
    private readonly List<LabelledPhoto> _photos = [];
    private readonly List<SkippedPhoto> _skipped = [];

    /// <summary>Photos with their features.</summary>
    public IReadOnlyList<LabelledPhoto> Photos => _photos;

    /// <summary>Photos that failed.</summary>
    public IReadOnlyList<SkippedPhoto> Skipped => _skipped;

    /// <summary>How many photos the backbone was run on.</summary>
    public int Computed { get; private set; }

    /// <summary>Walks through the photos in one pass.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="model">The backbone; run only on photos that are not in the cache.</param>
    /// <param name="cache">Features known already, of the same backbone; null for none.</param>
    /// <param name="options">How many photos at once.</param>
    /// <param name="progress">Told of each photo, with its error if it failed.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static FeaturePass Run(
        IReadOnlyList<TrainingPhoto> photos, UneXt50Model model, FeatureCache? cache, PipelineOptions options,
        Action<UneXt50Exception?>? progress = null, CancellationToken cancellation = default)
    {
        var result = new FeaturePass();
        var unknown = cache is null ? photos : result.TakeKnown(photos, cache, progress, cancellation);
        if (unknown.Count > 0) result.Compute(unknown, model, options, progress, cancellation);
        return result;
    }

    private List<TrainingPhoto> TakeKnown(
        IReadOnlyList<TrainingPhoto> photos, FeatureCache cache, Action<UneXt50Exception?>? progress,
        CancellationToken cancellation)
    {
        var unknown = new List<TrainingPhoto>();
        foreach (var photo in photos)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var sha256 = Digest(photo.Photo.Read(cancellation));
                if (cache.Find(sha256) is not { } features)
                {
                    unknown.Add(photo);
                    continue;
                }

                _photos.Add(new LabelledPhoto(photo.Name, photo.Label, features, sha256));
                progress?.Invoke(null);
            }
            catch (UneXt50Exception error) when (error.Kind == ErrorKind.Input)
            {
                Skip(photo, error, progress);
            }
        }

        return unknown;
    }

    private void Compute(
        IReadOnlyList<TrainingPhoto> photos, UneXt50Model model, PipelineOptions options,
        Action<UneXt50Exception?>? progress, CancellationToken cancellation)
    {
        // Filled in by the threads that read ahead, each before its outcome comes.
        var digests = new string[photos.Count];
        var inputs = photos.Select((photo, i) => new Photo(photo.Photo.Name, () =>
        {
            var frame = photo.Photo.Read(cancellation);
            digests[i] = Digest(frame);
            return frame.Data;
        }));
        var next = 0;
        foreach (var outcome in model.ClassifyAll(inputs, options, cancellation))
        {
            var (photo, sha256) = (photos[next], digests[next++]);
            if (outcome.Error is { } error)
            {
                Skip(photo, error, progress);
                continue;
            }

            Computed++;
            _photos.Add(new LabelledPhoto(photo.Name, photo.Label, outcome.Prediction!.Features, sha256));
            progress?.Invoke(null);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private void Skip(TrainingPhoto photo, UneXt50Exception error, Action<UneXt50Exception?>? progress)
    {
        _skipped.Add(new SkippedPhoto(photo.Name, $"{error.Problem}; {error.Remedy}"));
        progress?.Invoke(error);
    }

    private static string Digest(Frame frame)
    {
        using var stream = new MemoryStream(frame.Data.ToArray());
        return Sha256Digest.Of(stream);
    }
}
