using System.Numerics.Tensors;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// How unlike the training photos a photo is: 1 minus the cosine between its features and the nearest class mean, 0
/// (the same direction) to 1 (nothing in common, as features are never negative).
/// </summary>
internal sealed class UnknownScore(TrainingSet set)
{
    private readonly Matrix _unitVectors = ClassMeans.UnitVectors(set.Photos);

    /// <summary>The class means of all photos: [class, feature], each of length 1.</summary>
    public Matrix Means() =>
        ClassMeans.Of(_unitVectors, [.. Enumerable.Range(0, set.Photos.Count)], set.Classes, set.Labels.Count);

    /// <summary>Writes the scores of photos against the means of others, at the photos' places.</summary>
    public void HeldOut(int[] training, int[] heldOut, double[] distances)
    {
        var means = ClassMeans.Of(_unitVectors, training, set.Classes, set.Labels.Count);
        foreach (var photo in heldOut)
        {
            var nearest = double.NegativeInfinity;
            for (var k = 0; k < means.Rows; k++)
                nearest = Math.Max(nearest, TensorPrimitives.Dot<double>(_unitVectors[photo], means[k]));
            distances[photo] = 1 - nearest;
        }
    }
}
