namespace UneXt50.Heads;

/// <summary>How a head did on a folder of photos held back; JSON with these names in snake_case.</summary>
public sealed record HeadEvaluation
{
    /// <summary>Raised when a field changes its meaning or goes; new fields leave it as it is.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The head's file.</summary>
    public required string Head { get; init; }

    /// <summary>Accuracy, recall, confusion and mistakes; a photo called unknown still counts as its best class.</summary>
    public required Assessment Assessment { get; init; }

    /// <summary>Photos that the head would call unknown, when that was asked for.</summary>
    public Proportion? Unknown { get; init; }

    /// <summary>Photos that failed.</summary>
    public IReadOnlyList<SkippedPhoto> Skipped { get; init; } = [];
}
