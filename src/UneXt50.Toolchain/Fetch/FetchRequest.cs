using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Toolchain.Fetch;

/// <summary>A published checkpoint to be made a model.</summary>
public sealed record FetchRequest
{
    /// <summary>
    /// Where the checkpoint is; not asked for when <see cref="From"/> or <see cref="KeptPath"/> has it.
    /// </summary>
    public required Uri Url { get; init; }

    /// <summary>What its checksum must be.</summary>
    public required ExpectedDigest Digest { get; init; }

    /// <summary>The checkpoint on this machine, got by other means; null to fetch it.</summary>
    public string? From { get; init; }

    /// <summary>Where a fetched checkpoint is kept; one that is there is not fetched again.</summary>
    public required string KeptPath { get; init; }

    /// <summary>Its class names: a file, <c>imagenet</c>, or null for a backbone alone.</summary>
    public required string? LabelsPath { get; init; }

    /// <summary>How it was fed in training.</summary>
    public required PreprocessRule Preprocess { get; init; }

    /// <summary>The network that <see cref="Preprocess"/> is known from; null where it may be any.</summary>
    public string? PreprocessedAs { get; init; }

    /// <summary>SPDX identifier of the weights' licence; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Whom the licence asks to name; empty when unknown.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>Where the model goes: int8 if there are calibration photos, float32 if not.</summary>
    public required string OutputPath { get; init; }

    /// <summary>Photos like those the network will see; empty for a float32 model.</summary>
    public IReadOnlyList<Photo> Calibration { get; init; } = [];
}
