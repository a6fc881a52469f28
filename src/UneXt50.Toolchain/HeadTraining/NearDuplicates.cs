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

    /// <summary>How many pairs there are across folds, and those most alike, the most alike first.</summary>
    /// <param name="photos">All photos.</param>
    /// <param name="folds">The fold of each.</param>
    /// <param name="listed">How many pairs are named; of photos all alike there are hundreds of millions.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static (long Count, IReadOnlyList<NearDuplicate> MostAlike) Find(
        IReadOnlyList<LabelledPhoto> photos, int[] folds, int listed, CancellationToken cancellation)
    {
        var unitVectors = photos.Select(photo => UnitVector(photo.Features)).ToArray();
        var (count, mostAlike, merging) = (0L, new SortedSet<Pair>(), new Lock());
        var options = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        Parallel.For(0, photos.Count, options, () => (Count: 0L, MostAlike: new SortedSet<Pair>()), (i, _, found) =>
        {
            for (var j = 0; j < i; j++)
            {
                if (folds[i] == folds[j]) continue;
                var cosine = TensorPrimitives.Dot<float>(unitVectors[i], unitVectors[j]);
                if (!(cosine >= LeastCosine)) continue;
                found.Count++;
                Keep(found.MostAlike, new Pair(cosine, j, i), listed);
            }

            return found;
        }, found =>
        {
            lock (merging)
            {
                count += found.Count;
                foreach (var pair in found.MostAlike) Keep(mostAlike, pair, listed);
            }
        });
        return (count, [.. mostAlike.Select(pair => new NearDuplicate(
            photos[pair.First].Name, photos[pair.Second].Name, Math.Round(pair.Cosine, 4)))]);
    }

    private static void Keep(SortedSet<Pair> mostAlike, Pair pair, int listed)
    {
        if (mostAlike.Count == listed && pair.CompareTo(mostAlike.Max) > 0) return;
        mostAlike.Add(pair);
        if (mostAlike.Count > listed) mostAlike.Remove(mostAlike.Max);
    }

    private static float[] UnitVector(float[] features)
    {
        var result = new float[features.Length];
        var length = TensorPrimitives.Norm<float>(features);
        if (length > 0) TensorPrimitives.Divide(features, length, result);
        return result;
    }

    private readonly record struct Pair(float Cosine, int First, int Second) : IComparable<Pair>
    {
        public int CompareTo(Pair other) =>
            (-Cosine, First, Second).CompareTo((-other.Cosine, other.First, other.Second));
    }
}
