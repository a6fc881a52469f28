namespace UneXt50.Writers;

/// <summary>The formats features are written in.</summary>
public enum FeatureFormat
{
    /// <summary>A numpy array with an index beside it.</summary>
    Npy,

    /// <summary>A row per input.</summary>
    Csv,

    /// <summary>An object per input and line.</summary>
    JsonLines,
}
