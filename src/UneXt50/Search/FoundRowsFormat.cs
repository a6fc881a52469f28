namespace UneXt50.Search;

/// <summary>The formats found rows are written in.</summary>
public enum FoundRowsFormat
{
    /// <summary>For people; may change in any release.</summary>
    Text,

    /// <summary>An object a line for each query or group.</summary>
    JsonLines,

    /// <summary>A row for each row found.</summary>
    Csv,
}
