namespace UneXt50;

/// <summary>What a misspelt word was meant to be.</summary>
public static class Nearest
{
    private const int ShortestGuess = 2;

    /// <summary>
    /// The one of the words that is spelt most like this one, by its optimal string alignment distance (insertions,
    /// deletions, substitutions, neighbours swapped) without regard to case, or that begins with it or the other way
    /// round; null where none is near enough to be meant.
    /// </summary>
    public static string? To(string word, IEnumerable<string> words)
    {
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var candidate in words)
        {
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least && IsMeant(word, candidate, distance)) (best, least) = (candidate, distance);
        }

        return best;
    }

    /// <summary>The end of a sentence: "; did you mean json?"; empty where nothing is near.</summary>
    public static string Question(string word, IEnumerable<string> words) =>
        To(word, words) is { } near ? $"; did you mean {near}?" : "";

    private static bool IsMeant(string word, string candidate, int distance)
    {
        var shorter = Math.Min(word.Length, candidate.Length);
        if (shorter < ShortestGuess) return false;
        var begins = shorter > ShortestGuess && (candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            || word.StartsWith(candidate, StringComparison.OrdinalIgnoreCase));
        return begins || distance <= Math.Max(1, shorter / 3);
    }

    private static int Distance(string first, string second)
    {
        // Rows of the table of distances between the beginnings of both; see Damerau (1964).
        var length = second.Length + 1;
        var (beforeLast, last, row) = (new int[length], new int[length], new int[length]);
        for (var j = 0; j <= second.Length; j++) row[j] = j;
        for (var i = 1; i <= first.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var other = first[i - 1] == second[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + other);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
        }

        return row[second.Length];
    }
}
