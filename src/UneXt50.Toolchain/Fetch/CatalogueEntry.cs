using System.Text.Json.Serialization;

namespace UneXt50.Toolchain.Fetch;

/// <summary>A published checkpoint.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CatalogueEntry
{
    /// <summary>What it is fetched by.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is: https.</summary>
    public required string Url { get; init; }

    /// <summary>Its SHA-256 in hex, or as many of its first digits (8 or more) as were published.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SPDX identifier of the weights' licence.</summary>
    public string Licence { get; init => field = value ?? ""; } = "";

    /// <summary>Whom the licence asks to name.</summary>
    public string Attribution { get; init => field = value ?? ""; } = "";

    /// <summary>How it was fed: a preset of <see cref="Preprocessing.PreprocessPreset"/>.</summary>
    public required string Preprocess { get; init; }

    /// <summary>Its class names: <c>imagenet</c>, or a file; null for a backbone alone.</summary>
    public string? Labels { get; init; }
}
