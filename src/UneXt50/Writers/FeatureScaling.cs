namespace UneXt50.Writers;

/// <summary>Applies a <see cref="FeatureNormalization"/>.</summary>
public static class FeatureScaling
{
    // torch.nn.functional.normalize's eps: a vector of zeros stays one.
    private const double ShortestLength = 1e-12;

    /// <summary>
    /// The features as <paramref name="rule"/> wants them, [D] as given; the same array when there is nothing to do.
    /// L2 is x / max(|x|, 1e-12) as in torch.nn.functional.normalize, the length summed in float64 so that it comes
    /// out the same on every processor.
    /// </summary>
    public static float[] Apply(this FeatureNormalization rule, float[] features)
    {
        if (rule == FeatureNormalization.None) return features;
        var squares = 0.0;
        foreach (var value in features) squares += (double)value * value;
        var length = Math.Max(Math.Sqrt(squares), ShortestLength);
        return Array.ConvertAll(features, value => (float)(value / length));
    }
}

/// <summary>What is done to a feature vector before it is written.</summary>
public enum FeatureNormalization
{
    /// <summary>Nothing: the values of the global average pool.</summary>
    None,

    /// <summary>Divided by its Euclidean length, so that a dot product is a cosine.</summary>
    L2,
}
