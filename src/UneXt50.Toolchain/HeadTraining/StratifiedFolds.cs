namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// Shares photos out to folds, each class evenly and in runs of neighbours: photos of one burst, which follow one
/// another by name, mostly stay together. The same folds as scikit-learn's StratifiedKFold without shuffling.
/// </summary>
internal static class StratifiedFolds
{
    /// <summary>The fold of each photo, 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="classes">The class of each photo.</param>
    /// <param name="count">How many folds.</param>
    public static int[] Assign(ReadOnlySpan<int> classes, int count)
    {
        var classCount = 1 + classes.ToArray().Max();
        var sizes = new int[classCount, count];
        var sorted = classes.ToArray();
        Array.Sort(sorted);
        for (var i = 0; i < sorted.Length; i++) sizes[sorted[i], i % count]++;

        var folds = new int[classes.Length];
        var current = new int[classCount];
        for (var i = 0; i < folds.Length; i++)
        {
            var k = classes[i];
            while (sizes[k, current[k]] == 0) current[k]++;
            sizes[k, current[k]]--;
            folds[i] = current[k];
        }

        return folds;
    }
}
