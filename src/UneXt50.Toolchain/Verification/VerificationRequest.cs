using UneXt50.Sources;

namespace UneXt50.Toolchain.Verification;

/// <summary>Two models of the same classes, and photos to compare them on.</summary>
public sealed record VerificationRequest
{
    /// <summary>The model that is taken for the truth, mostly the float32 one.</summary>
    public required string FirstPath { get; init; }

    /// <summary>The model that is held against it.</summary>
    public required string SecondPath { get; init; }

    /// <summary>
    /// Photos, in the order in which results are combined. One whose folder is named after a label (lower case,
    /// hyphens) counts for accuracy.
    /// </summary>
    public required IReadOnlyList<Photo> Photos { get; init; }

    /// <summary>How many of the photos the layers are compared on, which takes far more memory than outputs.</summary>
    public int LayerPhotos { get; init; } = 16;
}
