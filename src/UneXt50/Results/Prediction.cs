using System.Globalization;

namespace UneXt50.Results;

/// <summary>What one run of the network says about one photo.</summary>
public sealed class Prediction
{
    /// <summary>Below this share of <see cref="Known"/> a photo is strange.</summary>
    public const float StrangeShare = 0.01f;

    private float[]? _probabilities;

    /// <summary>Wraps the outputs of a run; the arrays are kept, not copied.</summary>
    public Prediction(float[] features, float[] logits, IReadOnlyList<string> labels, StageTimes times)
    {
        Features = features;
        Logits = logits;
        Labels = labels;
        Times = times;
    }

    /// <summary>The feature vector (2048 values, 0 or more: the mean of the last ReLU's activations).</summary>
    public float[] Features { get; }

    /// <summary>One unbounded score for each class.</summary>
    public float[] Logits { get; }

    /// <summary>Names of the classes; empty when the model has none.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>
    /// The share of the model's calibration photos that look stranger to it than this one, 0..1: near 0, the photo is
    /// unlike what the model knows, whatever its classes say. Null for a model that has nothing stored of such photos.
    /// </summary>
    public float? Known { get; init; }

    /// <summary>Whether the photo looks stranger than 99 % of what the model knows.</summary>
    public bool IsStrange => Known < StrangeShare;

    /// <summary>
    /// Whether the photo is unlike what the model knows; always false unless it was asked for
    /// (<see cref="ModelOptions.UnknownPercent"/>). The classes are there all the same.
    /// </summary>
    public bool IsUnknown { get; init; }

    /// <summary>What each model behind the features says, in the order they were given; often none.</summary>
    public IReadOnlyList<HeadAnswer> Heads { get; private init; } = [];

    /// <summary>Where the time went.</summary>
    public StageTimes Times { get; }

    /// <summary>Softmax of the logits: exp(z - max) / sum, in double precision; 0..1, sum 1.</summary>
    public float[] Probabilities => _probabilities ??= Softmax(Logits);

    /// <summary>
    /// The answer in one word: the best class, or "unknown", of the first head where there are heads, else of the
    /// model; null where there are no classes.
    /// </summary>
    public string? BestLabel => Heads is [var head, ..] ? head.BestLabel
        : IsUnknown ? ClassNames.Unknown : TopK(1) is [var best] ? best.Label : null;

    /// <summary>This prediction with the answers of heads, and how long they took.</summary>
    internal Prediction With(IReadOnlyList<HeadAnswer> answers, TimeSpan time) =>
        new(Features, Logits, Labels, Times with { Heads = time })
        {
            Heads = answers,
            Known = Known,
            IsUnknown = IsUnknown,
        };

    /// <summary>The <paramref name="k"/> most probable classes, best first; ties in the order of the logits.</summary>
    public IReadOnlyList<ClassScore> TopK(int k)
    {
        var order = Enumerable.Range(0, Logits.Length).OrderByDescending(index => Logits[index]).Take(k);
        return [.. order.Select(index => new ClassScore(index, LabelOf(index), Probabilities[index]))];
    }

    private string LabelOf(int index) =>
        Labels.Count > 0 ? Labels[index] : index.ToString(CultureInfo.InvariantCulture);

    private static float[] Softmax(float[] logits)
    {
        var probabilities = new float[logits.Length];
        if (logits.Length == 0) return probabilities;
        var largest = logits.Max();
        var sum = logits.Sum(logit => Math.Exp(logit - largest));
        for (var i = 0; i < logits.Length; i++) probabilities[i] = (float)(Math.Exp(logits[i] - largest) / sum);
        return probabilities;
    }
}

/// <summary>One class of an answer.</summary>
/// <param name="Index">Position in the logits, from 0.</param>
/// <param name="Label">Its name; the index in decimal where the model names none.</param>
/// <param name="Probability">Softmax of the logits, 0..1.</param>
public sealed record ClassScore(int Index, string Label, float Probability);
