using System.Collections.Concurrent;
using System.Numerics.Tensors;
using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>Finds photos that make a cross-validation look better than it is.</summary>
internal static class NearDuplicates
{
    /// <summary>
    /// A photo saved again, smaller or as another format, stays above this; two photos of one leaf rarely reach it.
    /// </summary>
    public const double LeastCosine = 0.99;

    /// <summary>The pairs across folds, most alike first.</summary>
    public static IReadOnlyList<NearDuplicate> Find(IReadOnlyList<LabelledPhoto> photos, int[] folds)
    {
        var unitVectors = photos.Select(photo => UnitVector(photo.Features)).ToArray();
        var pairs = new ConcurrentBag<(int First, int Second, float Cosine)>();
        Parallel.For(0, photos.Count, i =>
        {
            for (var j = 0; j < i; j++)
            {
                if (folds[i] == folds[j]) continue;
                var cosine = TensorPrimitives.Dot<float>(unitVectors[i], unitVectors[j]);
                if (cosine >= LeastCosine) pairs.Add((j, i, cosine));
            }
        });
        return [.. pairs.OrderByDescending(pair => pair.Cosine).ThenBy(pair => pair.First).ThenBy(pair => pair.Second)
            .Select(pair => new NearDuplicate(
                photos[pair.First].Name, photos[pair.Second].Name, Math.Round(pair.Cosine, 4)))];
    }

    private static float[] UnitVector(float[] features)
    {
        var result = new float[features.Length];
        var length = TensorPrimitives.Norm<float>(features);
        if (length > 0) TensorPrimitives.Divide(features, length, result);
        return result;
    }
}
