using System.Numerics.Tensors;
using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>The votes of the nearest photos, see <see cref="NeighbourVotes"/>; the setting is how many vote.</summary>
internal sealed class KnnMethod : ITrainingMethod
{
    private const long LargestHead = 256L << 20;

    private static readonly int[] Counts = [1, 3, 5, 7, 10, 15, 20, 30, 50, 100];

    private readonly TrainingSet _set;
    private readonly Matrix _unitVectors;

    /// <exception cref="UneXt50Exception">There are too many photos to keep in a head (Usage).</exception>
    public KnnMethod(TrainingSet set)
    {
        var size = (long)set.Photos.Count * set.Photos[0].Features.Length * sizeof(float);
        if (size > LargestHead)
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, $"{Setting.Method} knn",
                $"it keeps every photo: {set.Photos.Count} of them make a head of {ByteSize.Text(size)}, and "
                    + $"{ByteSize.Text(LargestHead)} is the most",
                $"use {Setting.Method} logistic, or fewer photos");
        }

        _set = set;
        _unitVectors = ClassMeans.UnitVectors(set.Photos);
        Settings = [.. Counts.Where(count => count <= set.Photos.Count).Select(count => (double)count)];
    }

    public string SettingName => "k";

    public IReadOnlyList<double> Settings { get; }

    public double DefaultSetting => 1;

    /// <summary>Logarithms of the probabilities, whose softmax they are themselves.</summary>
    public IReadOnlyList<Matrix> HeldOutLogits(int[] training, int[] heldOut, CancellationToken cancellation)
    {
        Matrix[] results = [.. Settings.Select(_ => new Matrix(heldOut.Length, _set.Labels.Count))];
        var (cosines, order) = (new double[training.Length], new int[training.Length]);
        for (var i = 0; i < heldOut.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var j = 0; j < training.Length; j++)
            {
                // The nearest first, and of two as near the first, as TopK of ONNX has them.
                (cosines[j], order[j]) =
                    (-TensorPrimitives.Dot<double>(_unitVectors[heldOut[i]], _unitVectors[training[j]]), j);
            }

            Array.Sort(order, (left, right) => cosines[left].CompareTo(cosines[right]) is var c and not 0
                ? c : left.CompareTo(right));
            foreach (var (s, setting) in Settings.Index())
            {
                var nearest = order.AsSpan(0, Math.Min((int)setting, order.Length));
                Vote(cosines, nearest, training, results[s][i]);
            }
        }

        return results;
    }

    public HeldOutResult Choose(IReadOnlyList<HeldOutResult> results) => results.MinBy(result => result.LogLoss)!;

    public IHeadScoring Fit(double setting, CancellationToken cancellation) =>
        new NeighbourVotes(_unitVectors, _set.Classes, _set.Labels.Count, (int)setting);

    private void Vote(double[] negatedCosines, ReadOnlySpan<int> nearest, int[] training, Span<double> logits)
    {
        var shares = new double[nearest.Length];
        for (var n = 0; n < shares.Length; n++) shares[n] = -negatedCosines[nearest[n]] / NeighbourVotes.Temperature;
        Softmax.Apply(shares);
        logits.Clear();
        for (var n = 0; n < shares.Length; n++)
        {
            for (var k = 0; k < logits.Length; k++)
            {
                var isOwn = _set.Classes[training[nearest[n]]] == k;
                logits[k] += shares[n] * NeighbourVotes.Share(shares.Length, logits.Length, isOwn);
            }
        }

        for (var k = 0; k < logits.Length; k++) logits[k] = Math.Log(logits[k]);
    }
}
