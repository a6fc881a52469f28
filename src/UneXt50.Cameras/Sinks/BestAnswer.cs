using UneXt50.Results;

namespace UneXt50.Cameras.Sinks;

/// <summary>The answer in a few figures: that of the first head, where there are heads, else the model's own.</summary>
/// <param name="Label">The best class, or "unknown".</param>
/// <param name="Probability">The best class's probability, 0..1.</param>
/// <param name="Lead">By how much it is more probable than the second, 0..1 (the margin of active learning).</param>
/// <param name="IsUnknown">Whether the picture is said to be unlike what the head or the model knows.</param>
internal readonly record struct BestAnswer(string Label, float Probability, float Lead, bool IsUnknown)
{
    /// <summary>The answer of a prediction; null where there are no classes.</summary>
    public static BestAnswer? Of(Prediction prediction)
    {
        var head = prediction.Heads is [var first, ..] ? first : null;
        var best = head?.TopK(2) ?? prediction.TopK(2);
        if (best.Count == 0) return null;
        var second = best.Count > 1 ? best[1].Probability : 0;
        var probability = best[0].Probability;
        return new BestAnswer(
            prediction.BestLabel ?? best[0].Label, probability, probability - second,
            head?.IsUnknown ?? prediction.IsUnknown);
    }
}
