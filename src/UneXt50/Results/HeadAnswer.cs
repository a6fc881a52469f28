namespace UneXt50.Results;

/// <summary>What a model behind the features says of one photo.</summary>
public sealed class HeadAnswer
{
    private readonly float[] _scores;

    internal HeadAnswer(string head, IReadOnlyList<NamedOutput> outputs, IReadOnlyList<string> labels, float[] scores)
    {
        (Head, Outputs, Labels, _scores) = (head, outputs, labels, scores);
    }

    /// <summary>The model's name: its file without folder and extensions.</summary>
    public string Head { get; }

    /// <summary>All outputs as they come.</summary>
    public IReadOnlyList<NamedOutput> Outputs { get; }

    /// <summary>Names of the classes; empty for a model that has none, which answers with its outputs.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>1 minus the cosine to the nearest class mean; null for a model that was not trained here.</summary>
    public float? Distance { get; init; }

    /// <summary>
    /// Whether the photo is unlike those the head was trained on; always false unless it was asked for.
    /// </summary>
    public bool IsUnknown { get; init; }

    /// <summary>The best class, "unknown", or null for a model without labels.</summary>
    public string? BestLabel => IsUnknown ? ClassNames.Unknown : TopK(1) is [var best] ? best.Label : null;

    /// <summary>The <paramref name="k"/> best classes, best first; none for a model without labels.</summary>
    public IReadOnlyList<ClassScore> TopK(int k) =>
        [.. Enumerable.Range(0, Labels.Count).OrderByDescending(index => _scores[index]).Take(k)
            .Select(index => new ClassScore(index, Labels[index], _scores[index]))];
}

/// <summary>One output of a downstream model for one photo.</summary>
/// <param name="Name">What the model calls it.</param>
/// <param name="Values">Its numbers, row by row where it has several dimensions.</param>
public sealed record NamedOutput(string Name, float[] Values);
