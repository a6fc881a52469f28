using System.Numerics.Tensors;
using UneXt50.Results;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>Photos with their classes, checked: what a head is learned from.</summary>
public sealed class TrainingSet
{
    /// <summary>The most classes a head may have.</summary>
    public const int MostClasses = 1000;

    /// <summary>Checks the photos and sorts them by class and name, so that their order does not matter.</summary>
    /// <param name="photos">The photos.</param>
    /// <param name="backboneSha256">SHA-256 of the model file the features come from.</param>
    /// <exception cref="UneXt50Exception">
    /// Fewer than 2 classes or more than 1,000, labels that differ only in case, spaces, hyphens or underscores, the
    /// same photo in two classes, or features of different widths (Usage); features that are not finite (Model).
    /// </exception>
    public TrainingSet(IEnumerable<LabelledPhoto> photos, string backboneSha256)
    {
        BackboneSha256 = backboneSha256;
        Photos = [.. photos.OrderBy(photo => photo.Label, StringComparer.Ordinal)
            .ThenBy(photo => photo.Name, StringComparer.Ordinal)];
        Labels = [.. Photos.Select(photo => photo.Label).Distinct()];
        CheckLabels();
        CheckFeatures();
        CheckCopies();
        var indices = Labels.Index().ToDictionary(label => label.Item, label => label.Index);
        Classes = [.. Photos.Select(photo => indices[photo.Label])];
    }

    /// <summary>The classes, in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The photos, by class and name.</summary>
    public IReadOnlyList<LabelledPhoto> Photos { get; }

    /// <summary>SHA-256 of the model file the features come from.</summary>
    public string BackboneSha256 { get; }

    /// <summary>Values in a feature vector.</summary>
    public int FeatureWidth => Photos[0].Features.Length;

    /// <summary>The class of each photo, as an index into <see cref="Labels"/>.</summary>
    internal int[] Classes { get; }

    private void CheckLabels()
    {
        ClassNames.CheckDistinct(Labels);
        if (Labels.Count < 2)
        {
            throw Refused(Labels.Count == 0 ? "training set" : $"class '{Labels[0]}'",
                Labels.Count == 0 ? "it has no photos" : "it is the only class", "give photos of two classes or more");
        }

        if (Labels.Count > MostClasses)
        {
            throw Refused("training set", $"{Labels.Count:N0} classes are more than a head may have ({MostClasses:N0})",
                "train several heads");
        }
    }

    private void CheckFeatures()
    {
        foreach (var photo in Photos)
        {
            if (photo.Features.Length != FeatureWidth || FeatureWidth == 0)
            {
                throw Refused(photo.Name, $"it has {photo.Features.Length} features, others have {FeatureWidth}",
                    "take all features from one model");
            }

            // A sum is finite only if everything in it is.
            if (!float.IsFinite(TensorPrimitives.Sum<float>(photo.Features)))
            {
                throw new UneXt50Exception(ErrorKind.Model, photo.Name, "its features are not finite numbers",
                    "compare the model's checksum ('sha256sum') and copy it again");
            }
        }
    }

    private void CheckCopies()
    {
        var first = new Dictionary<string, LabelledPhoto>();
        foreach (var photo in Photos.Where(photo => photo.Sha256.Length > 0))
        {
            if (first.TryAdd(photo.Sha256, photo) || first[photo.Sha256].Label == photo.Label) continue;
            throw Refused(photo.Name, $"the same photo is in another class as {first[photo.Sha256].Name}",
                "keep it in the class it belongs to");
        }
    }

    private static UneXt50Exception Refused(string subject, string problem, string remedy) =>
        new(ErrorKind.Usage, subject, problem, remedy);
}

/// <summary>A photo to learn from.</summary>
/// <param name="Name">What reports call it: its path in the training folder.</param>
/// <param name="Label">Its class.</param>
/// <param name="Features">Its feature vector, as <see cref="UneXt50Model.ForwardFeatures(string)"/> gives it.</param>
/// <param name="Sha256">Of the encoded photo, lower-case hex: tells copies. Empty when unknown.</param>
public sealed record LabelledPhoto(string Name, string Label, float[] Features, string Sha256 = "");
