using System.Diagnostics;
using UneXt50.Heads;
using UneXt50.Results;

namespace UneXt50.Inference;

/// <summary>The last stage of a photo's walk: what the heads make of its features.</summary>
internal static class HeadStage
{
    /// <summary>The prediction with the answer of each head, in their order, and the time they took.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Prediction With(
        this Prediction prediction, IReadOnlyList<HeadModel> heads, CancellationToken cancellation)
    {
        if (heads.Count == 0) return prediction;
        var start = Stopwatch.GetTimestamp();
        HeadAnswer[] answers = [.. heads.Select(head => head.Classify(prediction.Features, cancellation))];
        return prediction.With(answers, Stopwatch.GetElapsedTime(start));
    }
}
