using System.Numerics.Tensors;
using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// Each photo judged by a head that has not seen it: in turn every fold is held back and the rest learned from.
/// Settings are compared by log loss, which is smoother than accuracy and wants honest probabilities.
/// </summary>
internal sealed class CrossValidation
{
    private const double SmallestProbability = 1e-15;

    private CrossValidation(int[] folds, IReadOnlyList<HeldOutResult> results, double[] distances)
    {
        (Folds, Results, Distances) = (folds, results, distances);
    }

    /// <summary>The fold of each photo.</summary>
    public int[] Folds { get; }

    /// <summary>One for each setting, in the method's order.</summary>
    public IReadOnlyList<HeldOutResult> Results { get; }

    /// <summary>How unlike the other folds' photos each photo is; see <see cref="UnknownScore"/>.</summary>
    public double[] Distances { get; }

    /// <summary>Runs it, or gives null when no class has two photos.</summary>
    public static CrossValidation? Run(
        TrainingSet set, ITrainingMethod method, int most, CancellationToken cancellation)
    {
        var largest = set.Classes.CountBy(k => k).Max(group => group.Value);
        var count = Math.Min(most, largest);
        if (count < 2) return null;

        var folds = StratifiedFolds.Assign(set.Classes, count);
        var photos = Enumerable.Range(0, folds.Length).ToArray();
        var results = method.Settings
            .Select(setting => new HeldOutResult(setting, 0, 0, new int[photos.Length], new double[photos.Length]))
            .ToArray();
        var losses = new Matrix(results.Length, photos.Length);
        var score = new UnknownScore(set);
        var distances = new double[photos.Length];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, fold =>
        {
            var training = photos.Where(i => folds[i] != fold).ToArray();
            var heldOut = photos.Where(i => folds[i] == fold).ToArray();
            var logits = method.HeldOutLogits(training, heldOut, cancellation);
            for (var s = 0; s < results.Length; s++)
            {
                Judge(logits[s], heldOut, set.Classes, results[s], losses[s]);
            }

            score.HeldOut(training, heldOut, distances);
        });

        for (var s = 0; s < results.Length; s++)
        {
            var mean = TensorPrimitives.Average<double>(losses[s]);
            var deviation = TensorPrimitives.StdDev<double>(losses[s]);
            results[s] = results[s] with { LogLoss = mean, StandardError = deviation / Math.Sqrt(photos.Length) };
        }

        return new CrossValidation(folds, results, distances);
    }

    private static void Judge(Matrix logits, int[] heldOut, int[] classes, HeldOutResult result, Span<double> losses)
    {
        for (var i = 0; i < heldOut.Length; i++)
        {
            var photo = heldOut[i];
            var probabilities = logits[i];
            Softmax.Apply(probabilities);
            losses[photo] = -Math.Log(Math.Max(probabilities[classes[photo]], SmallestProbability));
            var best = TensorPrimitives.IndexOfMax<double>(probabilities);
            (result.Predicted[photo], result.Probability[photo]) = (best, probabilities[best]);
        }
    }
}
