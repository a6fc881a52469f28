namespace UneXt50.Toolchain.Verification;

/// <summary>How two models differ on the same photos.</summary>
public sealed record VerificationReport
{
    /// <summary>Photos compared.</summary>
    public required int Photos { get; init; }

    /// <summary>What was wrong with photos that were left out.</summary>
    public required IReadOnlyList<UneXt50Exception> Skipped { get; init; }

    /// <summary>Share of the photos for which both name the same class first, 0 to 1; NaN for backbones.</summary>
    public required double TopOneAgreement { get; init; }

    /// <summary>
    /// Mean share of the first model's five best classes that are among the second's, 0 to 1; NaN for backbones.
    /// </summary>
    public required double TopFiveAgreement { get; init; }

    /// <summary>Photos whose folder is named after a label.</summary>
    public required int LabelledPhotos { get; init; }

    /// <summary>How often the first model is right on them.</summary>
    public required TopAccuracy First { get; init; }

    /// <summary>How often the second model is right on them.</summary>
    public required TopAccuracy Second { get; init; }

    /// <summary>Median cosine of the two feature vectors, -1 to 1; NaN where their widths differ.</summary>
    public required double MedianFeatureCosine { get; init; }

    /// <summary>Smallest of these cosines.</summary>
    public required double MinFeatureCosine { get; init; }

    /// <summary>Photos the layers were compared on.</summary>
    public required int LayerPhotos { get; init; }

    /// <summary>The layers both models have, noisiest first.</summary>
    public required IReadOnlyList<LayerNoise> Layers { get; init; }
}

/// <summary>How much of a layer's output is error.</summary>
/// <param name="Name">The tensor, named after its layer.</param>
/// <param name="Decibels">
/// Signal-to-noise ratio over all elements and photos: 10 log10(sum of a squared / sum of (a - b) squared), where a is
/// the first model's; infinite where nothing differs.
/// </param>
public sealed record LayerNoise(string Name, double Decibels);

/// <summary>How often a model is right.</summary>
/// <param name="One">Share of the labelled photos whose class it names first, 0 to 1; NaN if there are none.</param>
/// <param name="Five">Share of those whose class is among its five best.</param>
public sealed record TopAccuracy(double One, double Five);
