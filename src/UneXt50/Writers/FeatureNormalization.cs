namespace UneXt50.Writers;

/// <summary>What is done to a feature vector before it is written.</summary>
public enum FeatureNormalization
{
    /// <summary>Nothing: the values of the global average pool.</summary>
    None,

    /// <summary>Divided by its Euclidean length, so that a dot product is a cosine.</summary>
    L2,
}
