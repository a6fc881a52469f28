using System.Numerics.Tensors;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>How far two ways of running one network agree on the same photos.</summary>
/// <param name="Photos">On how many photos.</param>
/// <param name="SameTopClass">How many have the same best class; all of them for a backbone alone.</param>
/// <param name="LowestFeatureCosine">Of the angle between the feature vectors of a photo: 1 where they are
/// equal.</param>
public sealed record Agreement(int Photos, int SameTopClass, double LowestFeatureCosine)
{
    internal static Agreement Measure(UneXt50Model model, UneXt50Model other, IReadOnlyList<Frame> photos)
    {
        var (same, cosine) = (0, 1.0);
        foreach (var photo in photos)
        {
            var (mine, theirs) = (model.Classify(photo), other.Classify(photo));
            if (model.ClassCount == 0 || TensorPrimitives.IndexOfMax<float>(mine.Logits)
                == TensorPrimitives.IndexOfMax<float>(theirs.Logits)) same++;
            cosine = Math.Min(
                cosine, TensorPrimitives.CosineSimilarity<float>(mine.Features, theirs.Features));
        }

        return new Agreement(photos.Count, same, cosine);
    }
}
