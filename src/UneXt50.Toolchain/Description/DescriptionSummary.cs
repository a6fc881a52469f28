using UneXt50.Toolchain.Known;

namespace UneXt50.Toolchain.Description;

/// <summary>What was found out about a model.</summary>
/// <param name="Card">The metadata that was stamped on it.</param>
/// <param name="ChannelsLast">Whether it takes [N, S, S, 3]; a transposition was put in front.</param>
/// <param name="Scores">The tensor that became <c>logits</c>.</param>
/// <param name="Features">The tensor that became <c>features</c>.</param>
/// <param name="FeatureWidth">Width of the feature vector.</param>
/// <param name="Batch">The only number of photos it takes at once; 0 for any.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record DescriptionSummary(
    ModelCard Card, bool ChannelsLast, string Scores, string Features, int FeatureWidth, int Batch, long Bytes)
{
    /// <summary>Whether the two classes were made of the sigmoid of a single score.</summary>
    public bool HasOneLogit { get; init; }

    /// <summary>What was stored of photos that it knows; null where none were given.</summary>
    public KnownReport? Known { get; init; }

    /// <summary>What its user should know of how the labels were understood; often nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
