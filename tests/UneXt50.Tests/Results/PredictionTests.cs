using UneXt50.Results;
using Xunit;

namespace UneXt50.Tests.Results;

public class PredictionTests
{
    [Fact]
    public void Probabilities_are_the_softmax_of_the_logits()
    {
        var prediction = Of([1f, 2f, 3f]);

        // exp(-2), exp(-1), 1, over their sum.
        Assert.Equal([0.09003057f, 0.24472847f, 0.66524096f], prediction.Probabilities);
    }

    [Fact]
    public void Huge_logits_do_not_overflow() => Assert.Equal([0f, 1f], Of([-1000f, 1000f]).Probabilities);

    [Fact]
    public void The_best_classes_come_first_and_ties_keep_the_order_of_the_logits()
    {
        var best = Of([2f, 5f, 5f, 1f], "a", "b", "c", "d").TopK(3);

        Assert.Equal(["b", "c", "a"], best.Select(score => score.Label));
        Assert.Equal([1, 2, 0], best.Select(score => score.Index));
    }

    [Fact]
    public void Asking_for_more_classes_than_there_are_gives_all() => Assert.Equal(2, Of([0f, 1f]).TopK(5).Count);

    [Fact]
    public void A_class_without_a_name_is_called_by_its_index() => Assert.Equal("1", Of([0f, 1f]).TopK(1)[0].Label);

    private static Prediction Of(float[] logits, params string[] labels) => new([], logits, labels, default);
}
