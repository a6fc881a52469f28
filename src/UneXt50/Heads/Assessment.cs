namespace UneXt50.Heads;

/// <summary>How a head did on photos it had not seen.</summary>
/// <param name="Accuracy">Photos given their class.</param>
/// <param name="Classes">Recall of each class.</param>
/// <param name="Confusion">Photos by true class (row) and predicted class (column).</param>
/// <param name="Mistakes">How many were wrong is in the accuracy: these are the surest ten of them.</param>
public sealed record Assessment(
    Proportion Accuracy, IReadOnlyList<ClassRecall> Classes, IReadOnlyList<IReadOnlyList<int>> Confusion,
    IReadOnlyList<Mistake> Mistakes)
{
    private const int MostMistakes = 10;

    /// <summary>Counts answers.</summary>
    /// <param name="labels">The classes.</param>
    /// <param name="answers">Of each photo: its name, its class, the answer, and the answer's probability.</param>
    public static Assessment Measure(
        IReadOnlyList<string> labels, IEnumerable<(string Photo, int Class, int Predicted, double Probability)> answers)
    {
        var confusion = labels.Select(_ => new int[labels.Count]).ToArray();
        var wrong = new List<Mistake>();
        foreach (var (photo, label, predicted, probability) in answers)
        {
            confusion[label][predicted]++;
            if (label != predicted) wrong.Add(new(photo, labels[label], labels[predicted], Math.Round(probability, 6)));
        }

        var classes = labels.Select((label, k) =>
            new ClassRecall(label, new Proportion(confusion[k][k], confusion[k].Sum())));
        return new Assessment(
            new Proportion(labels.Index().Sum(k => confusion[k.Index][k.Index]), confusion.Sum(row => row.Sum())),
            [.. classes],
            confusion,
            [.. wrong.OrderByDescending(mistake => mistake.Probability).Take(MostMistakes)]);
    }
}

/// <summary>How many photos of a class were recognised.</summary>
/// <param name="Label">The class.</param>
/// <param name="Recall">Those recognised, of all of that class.</param>
public sealed record ClassRecall(string Label, Proportion Recall);

/// <summary>A photo that was given the wrong class.</summary>
/// <param name="Photo">Its name.</param>
/// <param name="Label">What it is.</param>
/// <param name="Predicted">What it was taken for.</param>
/// <param name="Probability">How sure of that the head was.</param>
public sealed record Mistake(string Photo, string Label, string Predicted, double Probability);
