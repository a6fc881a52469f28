namespace UneXt50.Heads;

/// <summary>How a model behind the features is run.</summary>
public sealed record HeadModelOptions
{
    /// <summary>A file with the labels, one a line, for a model that has none of its own.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>
    /// Answer "unknown" for photos so unlike the training photos that this many per cent of those would be turned away,
    /// 0..100; null for never.
    /// </summary>
    public double? UnknownPercent { get; init; }
}
