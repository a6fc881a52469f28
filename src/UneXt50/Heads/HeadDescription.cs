namespace UneXt50.Heads;

/// <summary>A downstream model as JSON has it.</summary>
internal sealed record HeadDescription(
    int SchemaVersion, string File, string Sha256, int FeatureWidth, IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Labels, string? BackboneSha256, DateOnly? Trained, string? Tool, HeadReport? Report);
