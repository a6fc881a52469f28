namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// Multinomial logistic regression on standardised features; the setting is scikit-learn's C, the inverse of the L2
/// penalty. Features are standardised over all training photos, held back or not: classes play no part in that.
/// </summary>
internal sealed class LogisticMethod(TrainingSet set) : ITrainingMethod
{
    // Settings are told apart by log losses whose own uncertainty is far above what the coarser one leaves.
    private const double TrialTolerance = 1e-4;
    private const double FinalTolerance = 1e-6;

    private readonly Standardization _standardization = new([.. set.Photos.Select(photo => photo.Features)]);
    private RowSpace? _space;

    public string SettingName => "C";

    // Half decades, from the strongest penalty to the weakest: each solution is a good start for the next.
    public IReadOnlyList<double> Settings { get; } =
        [.. Enumerable.Range(-8, 9).Select(half => Math.Pow(10, half / 2.0))];

    public double DefaultSetting => 0.01;

    private RowSpace Space =>
        _space ??= new RowSpace(_standardization.Apply([.. set.Photos.Select(photo => photo.Features)]));

    public IReadOnlyList<Matrix> HeldOutLogits(int[] training, int[] heldOut, CancellationToken cancellation)
    {
        var inputs = Space.Coordinates;
        var regression = new SoftmaxRegression(inputs, training, set.Classes, set.Labels.Count);
        var results = new List<Matrix>();
        foreach (var strength in Settings)
        {
            regression.Fit(strength, TrialTolerance, cancellation);
            var logits = new Matrix(heldOut.Length, set.Labels.Count);
            for (var i = 0; i < heldOut.Length; i++) regression.Logits(inputs[heldOut[i]], logits[i]);
            results.Add(logits);
        }

        return results;
    }

    /// <summary>
    /// The strongest penalty whose log loss is within one standard error of the smallest (Breiman et al.,
    /// Classification and Regression Trees, 1984): what cross-validation cannot tell apart is settled for the simpler
    /// head.
    /// </summary>
    public HeldOutResult Choose(IReadOnlyList<HeldOutResult> results)
    {
        var smallest = results.MinBy(result => result.LogLoss)!;
        return results.First(result => result.LogLoss <= smallest.LogLoss + smallest.StandardError);
    }

    public IHeadScoring Fit(double setting, CancellationToken cancellation)
    {
        var everything = Enumerable.Range(0, set.Photos.Count).ToArray();
        var regression = new SoftmaxRegression(Space.Coordinates, everything, set.Classes, set.Labels.Count);
        regression.Fit(setting, FinalTolerance, cancellation);

        var (weights, bias) = (new float[set.Labels.Count][], new float[set.Labels.Count]);
        for (var k = 0; k < weights.Length; k++)
        {
            var row = Space.CarryBack(regression.Weights(k)[..^1]);
            bias[k] = (float)(regression.Weights(k)[^1] + _standardization.Fold(row));
            weights[k] = [.. row.Select(weight => (float)weight)];
        }

        return new HeadWeights(OnUnitVectors: false, weights, bias);
    }
}
