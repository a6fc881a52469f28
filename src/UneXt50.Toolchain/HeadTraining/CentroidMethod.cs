using System.Numerics.Tensors;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// Softmax of the cosines to the class means, divided by a temperature. The temperature is the setting: it makes the
/// probabilities honest and never changes which class is best.
/// </summary>
internal sealed class CentroidMethod(TrainingSet set) : ITrainingMethod
{
    private readonly Matrix _unitVectors = ClassMeans.UnitVectors(set.Photos);

    public string SettingName => "temperature";

    public IReadOnlyList<double> Settings { get; } = [0.2, 0.1, 0.07, 0.05, 0.03, 0.02, 0.014, 0.01, 0.007, 0.005];

    public double DefaultSetting => 0.03;

    public IReadOnlyList<Matrix> HeldOutLogits(int[] training, int[] heldOut, CancellationToken cancellation)
    {
        var means = ClassMeans.Of(_unitVectors, training, set.Classes, set.Labels.Count);
        var cosines = new Matrix(heldOut.Length, set.Labels.Count);
        for (var i = 0; i < heldOut.Length; i++)
        {
            for (var k = 0; k < set.Labels.Count; k++)
                cosines[i][k] = TensorPrimitives.Dot<double>(_unitVectors[heldOut[i]], means[k]);
        }

        return [.. Settings.Select(temperature => Scaled(cosines, 1 / temperature))];
    }

    public HeldOutResult Choose(IReadOnlyList<HeldOutResult> results) => results.MinBy(result => result.LogLoss)!;

    public IHeadScoring Fit(double setting, CancellationToken cancellation)
    {
        var everything = Enumerable.Range(0, set.Photos.Count).ToArray();
        var means = ClassMeans.Of(_unitVectors, everything, set.Classes, set.Labels.Count);
        var scaled = Scaled(means, 1 / setting);
        return new HeadWeights(
            OnUnitVectors: true,
            [.. Enumerable.Range(0, means.Rows)
                .Select(k => Array.ConvertAll(scaled[k].ToArray(), value => (float)value))],
            new float[means.Rows]);
    }

    private static Matrix Scaled(Matrix matrix, double factor)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        TensorPrimitives.Multiply(matrix.Values, factor, result.Values);
        return result;
    }
}
