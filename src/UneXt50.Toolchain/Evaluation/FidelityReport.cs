namespace UneXt50.Toolchain.Evaluation;

/// <summary>How near a quantized network's outputs are to those of the float network on the same photos.</summary>
public sealed record FidelityReport
{
    /// <summary>Photos compared.</summary>
    public required int Photos { get; init; }

    /// <summary>
    /// Share of the photos on which both give the same class the highest logit, 0 to 1; NaN for backbones.
    /// </summary>
    public required double TopOneAgreement { get; init; }

    /// <summary>Median over photos of the cosine between the two feature vectors, -1 to 1.</summary>
    public required double MedianFeatureCosine { get; init; }

    /// <summary>Smallest of these cosines.</summary>
    public required double MinFeatureCosine { get; init; }

    /// <summary>
    /// Mean over photos of the Kullback-Leibler divergence of the probabilities, in nats; 0 for backbones without a head.
    /// </summary>
    public required double MeanDivergence { get; init; }

    /// <summary>Largest difference of any logit.</summary>
    public required double MaxLogitError { get; init; }

    /// <summary>Photos whose folder is named after a label.</summary>
    public required int LabelledPhotos { get; init; }

    /// <summary>Share of the labelled photos that the float network gets right; NaN if there are none.</summary>
    public required double FloatAccuracy { get; init; }

    /// <summary>Share of the labelled photos that the int8 network gets right; NaN if there are none.</summary>
    public required double QuantizedAccuracy { get; init; }

    /// <summary>
    /// What the search for ranges makes small: the divergence, for backbones the angle of the features.
    /// </summary>
    internal double Distance => HasLogits ? MeanDivergence : 1 - MedianFeatureCosine;

    /// <summary>
    /// What a budget is for: the share of photos that get another class than from the float network; for backbones, how
    /// far the features' median cosine is from 1.
    /// </summary>
    public required double Loss { get; init; }

    private bool HasLogits { get; init; }

    internal static FidelityReport Compare(
        NetworkOutputs reference, NetworkOutputs quantized, PhotoSet photos, IReadOnlyList<string> labels)
    {
        var cosines = new double[reference.Count];
        var (agreeing, labelled, floatRight, quantizedRight) = (0, 0, 0, 0);
        var (divergence, logitError) = (0.0, 0.0);
        for (var i = 0; i < reference.Count; i++)
        {
            var floatLogits = reference.Logits(i);
            var logits = quantized.Logits(i);
            cosines[i] = OutputDistance.Cosine(reference.Features(i), quantized.Features(i));
            if (floatLogits.IsEmpty) continue;
            divergence += OutputDistance.Divergence(floatLogits, logits);
            logitError = Math.Max(logitError, OutputDistance.LargestDifference(floatLogits, logits));

            var (expected, actual) = (OutputDistance.Top(floatLogits), OutputDistance.Top(logits));
            if (expected == actual) agreeing++;
            var label = FolderLabels.IndexOf(labels, photos.NameOf(i));
            if (label < 0) continue;
            labelled++;
            if (expected == label) floatRight++;
            if (actual == label) quantizedRight++;
        }

        Array.Sort(cosines);
        var medianCosine = (cosines[(cosines.Length - 1) / 2] + cosines[cosines.Length / 2]) / 2;
        var hasLogits = !reference.Logits(0).IsEmpty;
        return new FidelityReport
        {
            Photos = reference.Count,
            HasLogits = hasLogits,
            TopOneAgreement = hasLogits ? (double)agreeing / reference.Count : double.NaN,
            Loss = hasLogits ? (double)(reference.Count - agreeing) / reference.Count : 1 - medianCosine,
            MedianFeatureCosine = medianCosine,
            MinFeatureCosine = cosines[0],
            MeanDivergence = divergence / reference.Count,
            MaxLogitError = logitError,
            LabelledPhotos = labelled,
            FloatAccuracy = (double)floatRight / labelled,
            QuantizedAccuracy = (double)quantizedRight / labelled,
        };
    }
}
