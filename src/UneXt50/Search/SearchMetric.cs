namespace UneXt50.Search;

/// <summary>How alike two feature vectors are.</summary>
public enum SearchMetric
{
    /// <summary>The cosine of the angle between them, 1 for the same direction; 0 where one is all zeros.</summary>
    Cosine,

    /// <summary>The Euclidean distance between them, 0 for the same vector.</summary>
    Euclidean,
}
