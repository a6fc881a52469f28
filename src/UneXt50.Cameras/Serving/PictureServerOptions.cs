using UneXt50.Heads;
using UneXt50.Writers;

namespace UneXt50.Cameras.Serving;

/// <summary>What a server answers, and its bounds.</summary>
public sealed record PictureServerOptions
{
    /// <summary>Longest body without an option, in bytes.</summary>
    public const long DefaultMostBody = 32_000_000;

    /// <summary>What looks at the pictures; nothing else runs it meanwhile.</summary>
    public required UneXt50Model Model { get; init; }

    /// <summary>Models behind the features, each asked about every picture; they fit the model.</summary>
    public IReadOnlyList<HeadModel> Heads { get; init; } = [];

    /// <summary>Which classes are reported.</summary>
    public ClassificationOptions Classes { get; init; } = new();

    /// <summary>What is done to feature vectors.</summary>
    public FeatureNormalization Normalization { get; init; }

    /// <summary>Longest body of a request, in bytes.</summary>
    public long MostBody { get; init; } = DefaultMostBody;

    /// <summary>Requests that may wait, besides those that are worked on; one more is refused.</summary>
    public int Queue { get; init; } = 32;

    /// <summary>How long a request may take, from its head to its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
