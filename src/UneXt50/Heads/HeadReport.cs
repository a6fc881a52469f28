using System.Text.Json;

namespace UneXt50.Heads;

/// <summary>What a person needs before trusting a head; stored in it as JSON with these names in snake_case.</summary>
public sealed record HeadReport
{
    /// <summary>Classes with fewer photos than this are listed in <see cref="FewPhotos"/>.</summary>
    public const int EnoughPhotos = 10;

    /// <summary>Raised when a field changes its meaning or goes; new fields leave it as it is.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>"logistic", "centroid" or "knn".</summary>
    public required string Method { get; init; }

    /// <summary>What the method's setting is: "C" (the inverse L2 strength) or "temperature".</summary>
    public required string SettingName { get; init; }

    /// <summary>The setting the head was made with.</summary>
    public required double Setting { get; init; }

    /// <summary>Photos learned from.</summary>
    public required int Photos { get; init; }

    /// <summary>Photos of each class, in the order of the labels.</summary>
    public required IReadOnlyList<int> PhotosPerClass { get; init; }

    /// <summary>Folds of the cross-validation; 0 when there was none, as no class has two photos.</summary>
    public required int Folds { get; init; }

    /// <summary>How heads did on the photos held back from them; null without cross-validation.</summary>
    public Assessment? CrossValidation { get; init; }

    // A report from before a list was written has none of it; the generated reader gives null for what is absent.

    /// <summary>All settings tried.</summary>
    public IReadOnlyList<SettingTried> Tried { get; init => field = value ?? []; } = [];

    /// <summary>Pairs of nearly the same photo across folds: they flatter the accuracy.</summary>
    public long NearDuplicateCount { get; init; }

    /// <summary>The ten most alike of those pairs.</summary>
    public IReadOnlyList<NearDuplicate> NearDuplicates { get; init => field = value ?? []; } = [];

    /// <summary>Classes with fewer than <see cref="EnoughPhotos"/> photos.</summary>
    public IReadOnlyList<string> FewPhotos { get; init => field = value ?? []; } = [];

    /// <summary>Photos that failed.</summary>
    public IReadOnlyList<SkippedPhoto> Skipped { get; init => field = value ?? []; } = [];

    /// <summary>The report as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CoreJson.Default.HeadReport);
}

/// <summary>Two photos nearly the same, one of which was held back while the other was learned from.</summary>
/// <param name="First">Name of one.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Cosine">Of their feature vectors.</param>
public sealed record NearDuplicate(string First, string Second, double Cosine);

/// <summary>What cross-validation found for one setting of the method.</summary>
/// <param name="Setting">C of the logistic regression, the temperature of the centroid method, or k.</param>
/// <param name="LogLoss">Mean of -log of the probability of the true class.</param>
/// <param name="Accuracy">Share of photos given their class.</param>
public sealed record SettingTried(double Setting, double LogLoss, double Accuracy);

/// <summary>A photo in the training folder that could not be learned from.</summary>
/// <param name="Photo">Its name.</param>
/// <param name="Reason">What was wrong.</param>
public sealed record SkippedPhoto(string Photo, string Reason);
