using System.Text.Json;
using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>How a head did on a folder of photos held back; JSON with these names in snake_case.</summary>
public sealed record HeadEvaluation
{
    /// <summary>Raised when a field changes its meaning or goes; new fields leave it as it is.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The head's file.</summary>
    public required string Head { get; init; }

    /// <summary>Accuracy, recall, confusion, mistakes; a photo called unknown still counts as its best class.</summary>
    public required Assessment Assessment { get; init; }

    /// <summary>Photos that the head would call unknown, when that was asked for.</summary>
    public Proportion? Unknown { get; init; }

    /// <summary>Photos that failed.</summary>
    public IReadOnlyList<SkippedPhoto> Skipped { get; init; } = [];

    /// <summary>Refuses photos of classes that the model does not have.</summary>
    /// <exception cref="UneXt50Exception">There are such, or the model has no labels (Usage).</exception>
    public static void RequireLabels(HeadModel head, IReadOnlyList<TrainingPhoto> photos)
    {
        if (photos.FirstOrDefault(photo => !head.Labels.Contains(photo.Label)) is not { } stranger) return;
        throw new UneXt50Exception(
            ErrorKind.Usage, $"class '{stranger.Label}'", $"{head.Path} does not have it",
            "give folders named after its classes");
    }

    /// <summary>Compares the head's answers with the truth.</summary>
    /// <param name="head">The head.</param>
    /// <param name="photos">Photos of its classes.</param>
    /// <param name="skipped">Photos that failed.</param>
    public static HeadEvaluation Measure(
        HeadModel head, IReadOnlyList<LabelledPhoto> photos, IReadOnlyList<SkippedPhoto> skipped)
    {
        var indices = head.Labels.Index().ToDictionary(label => label.Item, label => label.Index);
        var answers = photos.Select(photo => head.Classify(photo.Features)).ToList();
        return new HeadEvaluation
        {
            Head = head.Path,
            Assessment = Assessment.Measure(head.Labels, photos.Zip(answers, (photo, answer) =>
            {
                var best = answer.TopK(1)[0];
                return (photo.Name, indices[photo.Label], best.Index, (double)best.Probability);
            })),
            Unknown = head.TellsUnknown
                ? new Proportion(answers.Count(answer => answer.IsUnknown), answers.Count) : null,
            Skipped = skipped,
        };
    }

    /// <summary>The evaluation as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ToolchainJson.Default.HeadEvaluation);
}
