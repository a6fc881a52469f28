using UneXt50.Sources;

namespace UneXt50.Parts;

/// <summary>What a part is a part of, and whether an earlier output is to be continued.</summary>
public sealed record PartRequest
{
    /// <summary>Stands for the digest of a model file that could not be read again.</summary>
    public const string UnknownModel = "unknown";

    /// <summary>Which inputs belong to it.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>
    /// Keep the rows that a valid earlier output of the same run has; refuse any other file of that name.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Replace whatever is there, also what is no output of this shard.</summary>
    public bool Replace { get; init; }

    /// <summary>
    /// <see cref="UneXt50Model.Sha256"/> for classes, <see cref="UneXt50Model.BackboneSha256"/> for features; waited for
    /// when it is needed.
    /// </summary>
    public required Task<string> ModelSha256 { get; init; }

    /// <summary>
    /// What else makes rows incomparable where it differs, beside what the writer knows itself: decoding, heads.
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
