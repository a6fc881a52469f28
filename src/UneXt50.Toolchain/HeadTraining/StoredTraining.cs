using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>What a head was trained with, read back to train it again: with more photos, or without a class.</summary>
/// <param name="Path">The head.</param>
/// <param name="Method">How it was trained.</param>
/// <param name="Features">The photos it was trained from.</param>
public sealed record StoredTraining(string Path, HeadMethod Method, FeatureCache Features)
{
    /// <summary>Reads a head and the features beside it.</summary>
    /// <exception cref="UneXt50Exception">
    /// One of the two is missing or damaged, or they do not fit (Model).
    /// </exception>
    public static StoredTraining Read(string path)
    {
        using var head = HeadModel.Load(path);
        var card = head.Card
            ?? throw Refused(path, "it was not trained by this program", $"train one with {Setting.TrainHead}");
        var beside = HeadFile.CacheOf(path);
        var features = FeatureCache.Read(beside);
        if (features.BackboneSha256 != card.BackboneSha256)
            throw Refused(beside, "its features are of another model than the head", "train again from the photos");
        return new(
            path, HeadMethods.Of(card.Report.Method), features);
    }

    /// <summary>
    /// The features with those of more photos; a photo that is there already under its label is not doubled.
    /// </summary>
    public FeatureCache With(IEnumerable<LabelledPhoto> photos)
    {
        var known = Features.Photos.Select(photo => (photo.Sha256, photo.Label)).ToHashSet();
        var added = photos.Where(photo => !known.Contains((photo.Sha256, photo.Label)));
        return new FeatureCache(Features.BackboneSha256, Features.Exact, [.. Features.Photos, .. added]);
    }

    /// <summary>The features without those of a class.</summary>
    /// <exception cref="UneXt50Exception">The head has no such class (Usage).</exception>
    public FeatureCache Without(string label)
    {
        var rest = Features.Photos.Where(photo => photo.Label != label).ToList();
        if (rest.Count < Features.Photos.Count)
            return new FeatureCache(Features.BackboneSha256, Features.Exact, rest);
        var labels = string.Join(", ", Features.Photos.Select(photo => photo.Label).Distinct());
        throw new UneXt50Exception(ErrorKind.Usage, Path, $"it has no class '{label}'", $"name one of {labels}");
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy) =>
        new(ErrorKind.Model, path, problem, remedy);
}
