namespace UneXt50.Writers;

/// <summary>The formats classes are written in.</summary>
public enum ClassificationFormat
{
    /// <summary>For people; may change in any release.</summary>
    Text,

    /// <summary>One document with model, results and summary.</summary>
    Json,

    /// <summary>An object per input and line.</summary>
    JsonLines,

    /// <summary>A row per input and class.</summary>
    Csv,
}
